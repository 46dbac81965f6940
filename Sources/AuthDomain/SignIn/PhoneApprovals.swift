import OTPCore

extension SignIn {
    /// Lets a new phone ask an old one of the same person to vouch for it, and the old one decide.
    ///
    /// A password thief can ask too. What protects the person: the phone shows model and address, they must
    /// choose the number that the new phone shows among three, a wrong one refuses, and few may be asked.
    package struct PhoneApprovals: Sendable {
        let store: any PhoneApprovalStore
        let accounts: any AccountStore
        let devices: any DeviceStore
        let throttles: any ThrottleStore
        let composer: any NoticeComposing
        let sealer: any Sealing
        let random: any Randomness
        let digest: any Digesting
        let clock: any Timekeeping

        /// Requests of one account that may follow at once; each further one waits longer.
        static let rule = ThrottleRule(
            free: 3, firstWait: .minutes(5), longestWait: .hours(1), forgetAfter: .hours(1))

        /// Keeps requests in `store`.
        package init(
            store: any PhoneApprovalStore, accounts: any AccountStore,
            devices: any DeviceStore, throttles: any ThrottleStore,
            composer: any NoticeComposing, sealer: any Sealing, random: any Randomness,
            digest: any Digesting, clock: any Timekeeping
        ) {
            self.store = store
            self.accounts = accounts
            self.devices = devices
            self.throttles = throttles
            self.composer = composer
            self.sealer = sealer
            self.random = random
            self.digest = digest
            self.clock = clock
        }

        /// What asking says.
        package enum AskOutcome: Sendable {
            case asked(PhoneApproval)
            /// The sign-in is over, or there is no phone that could decide.
            case unavailable
            /// Nothing may be changed until then.
            case frozen(until: Instant)
            case throttled(retryAfter: Duration)
        }

        /// Asks for the phone behind `pending`. An open request of the account is replaced: whoever holds
        /// it open keeps nobody else from asking, and its number is of no use for this one.
        package func ask(
            by pending: PendingSignIn, source: RequestSource
        ) async throws(StoreError) -> AskOutcome {
            let now = clock.now
            guard let account = try await accounts.account(pending.account), !account.isDisabled
            else { return .unavailable }
            if let until = account.freezeEnd(at: now) { return .frozen(until: until) }
            let verdict = try await throttles.reserve(
                [ThrottleLimit(.phoneApproval(account: account.id), Self.rule)], now: now)
            if case .blocked(let until) = verdict {
                return .throttled(retryAfter: max(until - now, .seconds(1)))
            }
            let choices = numbers()
            let approval = PhoneApproval(
                id: Identifier(random: random), account: account.id, signIn: pending.id,
                thumbprint: pending.thumbprint, model: pending.model, address: source.address,
                number: choices[Int(random.bytes(1)[0]) % choices.count], choices: choices,
                storedState: .waiting, decidedBy: nil, createdAt: now,
                expiresAt: min(now + PhoneApproval.life, pending.expiresAt))
            let asked = try await store.ask(
                approval,
                recording: Record(entry(.phoneApprovalAsked, approval, source: source)))
            return asked ? .asked(approval) : .unavailable
        }

        /// Three different numbers from 10 to 99, each set equally likely.
        private func numbers() -> [Int] {
            var numbers: [Int] = []
            while numbers.count < 3 {
                let byte = Int(random.bytes(1)[0])
                // 180 is the largest multiple of 90 in a byte; what lies above would favour small numbers.
                guard byte < 180, !numbers.contains(10 + byte % 90) else { continue }
                numbers.append(10 + byte % 90)
            }
            return numbers
        }

        /// The newest request by `pending`, whatever became of it.
        package func newest(
            by pending: PendingSignIn
        ) async throws(StoreError) -> PhoneApproval? {
            try await store.newest(by: pending.id)
        }

        /// Spends the approval; of concurrent calls exactly one returns `true`.
        func spend(_ id: Identifier<PhoneApproval>) async throws(StoreError) -> Bool {
            try await store.spend(id, now: clock.now)
        }

        func entry(
            _ action: Audit.Action, _ approval: PhoneApproval, details: [Audit.Detail] = [],
            source: RequestSource
        ) -> Audit.Entry {
            Audit.Entry(
                action, account: approval.account, by: .person, subject: approval.id.text,
                details: [Audit.Detail("model", approval.model)] + details, at: clock.now,
                source: source)
        }
    }
}
