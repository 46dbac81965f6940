extension SignIn {
    /// Gives out codes for a first registration, and checks them.
    package struct InvitationService: Sendable {
        private let store: any InvitationStore
        private let composer: any NoticeComposing
        private let random: any Randomness
        private let digest: any Digesting
        private let clock: any Timekeeping
        private let limits: CodeLimits

        /// Keeps invitations in `store`; wrong codes count together with the account's other codes.
        package init(
            store: any InvitationStore, composer: any NoticeComposing, random: any Randomness, digest: any Digesting,
            clock: any Timekeeping, limits: CodeLimits
        ) {
            self.store = store
            self.composer = composer
            self.random = random
            self.digest = digest
            self.clock = clock
            self.limits = limits
        }

        /// Makes an invitation for `account` in place of any earlier one, and tells the person. The code is in the answer
        /// and nowhere else; it is good once, for ``Invitation/life``.
        package func issue(
            for account: Account, by actor: Audit.Actor, source: RequestSource
        ) async throws(StoreError) -> (code: GroupedCode, expiresAt: Instant) {
            let now = clock.now
            let id = Identifier<Invitation>(random: random)
            let code = GroupedCode(random: random)
            let expiresAt = now + Invitation.life
            let entry = Audit.Entry(
                .invitationIssued, account: account.id, by: actor, subject: id.text, at: now,
                source: source)
            try await store.issue(
                Invitation(
                    id: id, account: account.id, hash: hash(code, id), createdAt: now,
                    expiresAt: expiresAt),
                recording: Record(
                    entry,
                    telling: composer.compose(.staffActed(.invited), for: account, at: now, source: source)))
            return (code, expiresAt)
        }

        /// Checks `typed` for `account` and spends the invitation; gives ``Assurance/confirmed``.
        ///
        /// Whoever has no invitation is answered like one with another code.
        package func verify(
            _ typed: String, for account: Identifier<Account>, source: RequestSource
        ) async throws(StoreError) -> InvitationOutcome {
            let now = clock.now
            let active = try await store.active(of: account, at: now)
            func entry(_ action: Audit.Action) -> Audit.Entry {
                Audit.Entry(
                    action, account: account, by: .person, subject: active?.id.text, at: now,
                    source: source)
            }
            let verdict = try await store.judge(
                active?.id,
                ComparedCode(
                    limits: [ThrottleLimit(.code(account: account), limits.rule)],
                    isRight: active.map { matches(typed, $0) } ?? false,
                    accepted: Record(entry(.invitationAccepted)),
                    refused: entry(.invitationRefused), now: now))
            switch verdict {
            case .accepted: return .accepted
            case .wrong, .alreadyUsed: return .wrong
            case .blocked(let until): return .throttled(retryAfter: max(until - now, .seconds(1)))
            case .disabled: return .disabled
            }
        }

        private func matches(_ typed: String, _ invitation: Invitation) -> Bool {
            guard let code = GroupedCode(parsing: typed) else { return false }
            return equalInConstantTime(hash(code, invitation.id), invitation.hash)
        }

        private func hash(_ code: GroupedCode, _ id: Identifier<Invitation>) -> [UInt8] {
            code.hash(table: Invitation.table, row: id.text, digest: digest)
        }
    }
}
