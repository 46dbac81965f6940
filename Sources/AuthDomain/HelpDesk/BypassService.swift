extension HelpDesk {
    /// Gives out temporary codes in place of the second step, and checks them.
    package struct BypassService: Sendable {
        private let store: any BypassCodeStore
        private let composer: any NoticeComposing
        private let random: any Randomness
        private let digest: any Digesting
        private let clock: any Timekeeping
        private let limits: SignIn.CodeLimits

        /// Keeps codes in `store`; wrong ones count together with the account's one-time codes.
        package init(
            store: any BypassCodeStore, composer: any NoticeComposing, random: any Randomness,
            digest: any Digesting, clock: any Timekeeping, limits: SignIn.CodeLimits
        ) {
            self.store = store
            self.composer = composer
            self.random = random
            self.digest = digest
            self.clock = clock
            self.limits = limits
        }

        /// Makes a code for `account` in place of any earlier one, and tells the person. The code is in the
        /// answer and nowhere else.
        package func issue(
            for account: Account, grant: BypassGrant = .usual, by who: Agent,
            source: RequestSource
        ) async throws(StoreError) -> Result<(code: GroupedCode, expiresAt: Instant), Refusal> {
            let now = clock.now
            let id = Identifier<BypassCode>(random: random)
            let code = GroupedCode(random: random)
            let expiresAt = now + .hours(grant.hours)
            let entry = Audit.Entry(
                .bypassCodeIssued, account: account.id, by: who.actor, subject: id.text,
                details: [
                    Audit.Detail("uses", String(grant.uses)),
                    Audit.Detail("hours", String(grant.hours)),
                ], at: now, source: source)
            let notice = composer.compose(
                .bypassCodeIssued(until: expiresAt), for: account, at: now, source: source)
            let refusal = try await store.issue(
                BypassCode(
                    id: id, account: account.id, issuedBy: who.actor.text,
                    hash: code.hash(table: BypassCode.table, row: id.text, digest: digest),
                    usesLeft: grant.uses, createdAt: now, expiresAt: expiresAt),
                unless: { Rules.refusal(of: .issueBypassCode, by: who, for: $0, at: now) },
                recording: Record(entry, telling: notice))
            if let refusal { return .failure(refusal) }
            return .success((code, expiresAt))
        }

        /// Checks `typed` for `account` and uses the code once; gives ``Assurance/confirmed``
        /// (``AuthenticationMethods/passwordAndBypassCode``).
        ///
        /// The comparison is told to nobody until it was judged together with the account's other codes
        /// (decision 7). Whoever has no code is answered like one with another code.
        package func verify(
            _ typed: String, for account: Identifier<Account>, source: RequestSource
        ) async throws(StoreError) -> BypassOutcome {
            let now = clock.now
            let active = try await store.active(of: account, at: now)
            let isRight = active.map { matches(typed, $0) } ?? false
            let (verdict, usesLeft) = try await store.judge(
                active?.id,
                SignIn.ComparedCode(
                    limits: [SignIn.ThrottleLimit(.code(account: account), limits.rule)],
                    isRight: isRight,
                    accepted: Record(
                        Audit.Entry(
                            .bypassCodeAccepted, account: account, by: .person,
                            subject: active?.id.text, at: now, source: source)),
                    refused: Audit.Entry(
                        .bypassCodeRefused, account: account, by: .person,
                        details: [Audit.Detail("reason", isRight ? "used" : "wrong")], at: now,
                        source: source),
                    now: now))
            switch verdict {
            case .accepted: return .accepted(usesLeft: usesLeft)
            case .wrong, .alreadyUsed: return .wrong
            case .blocked(let until): return .throttled(retryAfter: max(until - now, .seconds(1)))
            case .disabled: return .disabled
            }
        }

        /// The code of `account` that counts now.
        package func active(
            of account: Identifier<Account>
        ) async throws(StoreError) -> BypassCode? {
            try await store.active(of: account, at: clock.now)
        }

        /// Revokes the code of `account` that counts now.
        ///
        /// - Returns: whether there was one.
        package func revoke(
            of account: Account, by who: Agent, source: RequestSource
        ) async throws(StoreError) -> Result<Bool, Refusal> {
            let now = clock.now
            if let refusal = Rules.refusal(of: .revokeBypassCode, by: who, for: account, at: now) {
                return .failure(refusal)
            }
            guard let active = try await store.active(of: account.id, at: now) else {
                return .success(false)
            }
            let entry = Audit.Entry(
                .bypassCodeRevoked, account: account.id, by: who.actor, subject: active.id.text,
                at: now, source: source)
            return .success(
                try await store.revoke(
                    active.id, of: account.id, at: now,
                    recording: Record(
                        entry,
                        telling: composer.compose(
                            .staffActed(.bypassCodeRevoked), for: account, at: now,
                            source: source))))
        }

        private func matches(_ typed: String, _ code: BypassCode) -> Bool {
            guard let read = GroupedCode(parsing: typed) else { return false }
            return equalInConstantTime(
                read.hash(table: BypassCode.table, row: code.id.text, digest: digest), code.hash)
        }
    }
}
