extension Recovery {
    /// What asking for recovery codes says.
    package enum CodeIssue: Sendable {
        /// The codes, to be shown once; earlier ones are gone.
        case issued([GroupedCode])
        /// Factors may not be changed until then.
        case frozen(until: Instant)
    }

    /// What checking a recovery code says.
    package enum CodeOutcome: Sendable, Equatable {
        /// Spent now; so many are left.
        case accepted(left: Int)
        /// Wrong, or used before.
        case wrong
        /// Too many wrong codes of this account, whatever kind.
        case throttled(retryAfter: Duration)
        /// So many wrong codes that an administrator must help.
        case disabled
    }

    /// Issues recovery codes and checks them.
    package struct CodeService: Sendable {
        private let codes: any RecoveryCodeStore
        private let accounts: any AccountStore
        private let composer: any NoticeComposing
        private let sealer: any Sealing
        private let random: any Randomness
        private let digest: any Digesting
        private let clock: any Timekeeping
        private let limits: SignIn.CodeLimits

        /// Keeps its codes in `codes`; wrong ones count under `limits` with all other codes of the account.
        package init(
            codes: any RecoveryCodeStore, accounts: any AccountStore,
            composer: any NoticeComposing, sealer: any Sealing, random: any Randomness,
            digest: any Digesting, clock: any Timekeeping, limits: SignIn.CodeLimits
        ) {
            self.codes = codes
            self.accounts = accounts
            self.composer = composer
            self.sealer = sealer
            self.random = random
            self.digest = digest
            self.clock = clock
            self.limits = limits
        }

        /// How many codes of `account` can still be used.
        package func count(of account: Identifier<Account>) async throws(StoreError) -> Int {
            try await codes.usable(of: account).count
        }

        /// Gives the person ten new codes; earlier ones work no more, and the person is told.
        ///
        /// The caller has made sure that two factors were proved a short while ago.
        package func issue(
            for account: Account, source: RequestSource
        ) async throws(StoreError) -> CodeIssue {
            let now = clock.now
            var fresh: [GroupedCode] = []
            var stored: [StoredCode] = []
            for _ in 0..<CodeCount.issued {
                let code = GroupedCode(random: random)
                let id = Identifier<StoredCode>(random: random)
                fresh.append(code)
                stored.append(StoredCode(id: id, sealedVerifier: try seal(code, id)))
            }
            let record = Record(
                Audit.Entry(
                    .recoveryCodesIssued, account: account.id, by: .person,
                    details: [Audit.Detail("count", String(fresh.count))], at: now, source: source),
                telling: composer.compose(
                    .recoveryCodesIssued(count: fresh.count), for: account, at: now, source: source))
            let frozenUntil = try await codes.replace(of: account.id, by: stored, recording: record)
            if let frozenUntil { return .frozen(until: frozenUntil) }
            return .issued(fresh)
        }

        /// Checks `typed` against the codes of `account`, spends it and tells the person.
        ///
        /// Nobody is told of the comparison before it was judged: one transaction looks at the throttles
        /// and spends the code or counts the wrong one.
        package func verify(
            _ typed: String, for account: Identifier<Account>, source: RequestSource
        ) async throws(StoreError) -> CodeOutcome {
            // Another code may be used meanwhile; with each round there is one less.
            for _ in 0...CodeCount.issued {
                let usable = try await codes.usable(of: account)
                let match = try match(typed, among: usable)
                let left = usable.count - 1
                let now = clock.now
                let attempt = CodeAttempt(
                    account: account, match: match, present: usable.count,
                    code: SignIn.ComparedCode(
                        limits: [SignIn.ThrottleLimit(.code(account: account), limits.rule)],
                        isRight: match != nil,
                        accepted: try await accepted(account, match, left: left, now, source),
                        refused: Audit.Entry(
                            .recoveryCodeRefused, account: account, by: .person, at: now, source: source),
                        now: now))
                guard case .judged(let verdict) = try await codes.judge(attempt) else { continue }
                switch verdict {
                case .accepted: return .accepted(left: left)
                case .wrong, .alreadyUsed: return .wrong
                case .blocked(let until): return .throttled(retryAfter: max(until - now, .seconds(1)))
                case .disabled: return .disabled
                }
            }
            return .throttled(retryAfter: .seconds(1))
        }

        /// What is written when the code is spent.
        private func accepted(
            _ account: Identifier<Account>, _ match: Identifier<StoredCode>?, left: Int, _ now: Instant,
            _ source: RequestSource
        ) async throws(StoreError) -> Record {
            let entry = Audit.Entry(
                .recoveryCodeAccepted, account: account, by: .person, subject: match?.text,
                details: [Audit.Detail("left", String(left))], at: now, source: source)
            guard match != nil, let person = try await accounts.account(account)
            else { return Record(entry) }
            return Record(
                entry,
                telling: composer.compose(
                    .recoveryCodeUsed(left: left), for: person, at: now, source: source))
        }

        /// The row whose code was typed. Compares with all of them, whichever it is.
        private func match(
            _ typed: String, among usable: [StoredCode]
        ) throws(StoreError) -> Identifier<StoredCode>? {
            guard let code = GroupedCode(parsing: typed) else { return nil }
            var found: Identifier<StoredCode>?
            for stored in usable {
                let expected: SecretBytes
                do {
                    expected = try sealer.open(
                        stored.sealedVerifier, for: StoredCode.sealContext(stored.id))
                } catch {
                    throw .inconsistent(reason: "the verifier of a recovery code does not open: \(error)")
                }
                let verifier = StoredCode.verifier(of: code, in: stored.id, digest: digest)
                if equalInConstantTime(verifier, expected.bytes) { found = stored.id }
            }
            return found
        }

        private func seal(
            _ code: GroupedCode, _ id: Identifier<StoredCode>
        ) throws(StoreError) -> [UInt8] {
            let verifier = SecretBytes(StoredCode.verifier(of: code, in: id, digest: digest))
            do {
                return try sealer.seal(verifier, for: StoredCode.sealContext(id))
            } catch {
                throw .inconsistent(reason: "a verifier cannot be sealed: \(error)")
            }
        }
    }
}
