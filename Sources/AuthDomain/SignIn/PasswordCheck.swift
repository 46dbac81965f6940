import OTPCore

extension SignIn {
    /// What checking a username and a password says.
    package enum PasswordOutcome: Sendable {
        case proved(Account)
        /// Wrong, unknown or disabled: nobody outside can tell which.
        case refused
        case throttled(retryAfter: Duration)
        case overloaded(retryAfter: Duration)
    }

    /// What a client has proved before it sends a password.
    package enum Prover: Sendable {
        case anyone
        /// The key of this registered phone.
        case phone(Identifier<Device>)
        /// It is signed in to the portal already.
        case visitor(Identifier<Account>)
    }

    /// Limits of password attempts.
    package struct PasswordLimits: Sendable, Equatable {
        /// Per username.
        package var account = ThrottleRule(free: 10)
        /// Per network address.
        package var address = ThrottleRule(free: 10, forgetAfter: .minutes(15))

        /// The defaults of `docs/configuration.md`.
        package init() {}
    }

    /// Checks passwords for portal and phone alike.
    ///
    /// Unknown usernames cost the same work, count in the same throttles and get the same answer.
    package struct PasswordCheck: Sendable {
        private let accounts: any AccountStore
        private let throttles: any ThrottleStore
        private let audit: any AuditStore
        private let hasher: any PasswordHashing
        private let digest: any Digesting
        private let clock: any Timekeeping
        private let limits: PasswordLimits
        private let policy: any PolicyDeciding

        /// Checks against `accounts`; from where people may come, `policy` says.
        package init(
            accounts: any AccountStore, throttles: any ThrottleStore, audit: any AuditStore,
            hasher: any PasswordHashing, digest: any Digesting, clock: any Timekeeping,
            limits: PasswordLimits, policy: any PolicyDeciding
        ) {
            self.accounts = accounts
            self.throttles = throttles
            self.audit = audit
            self.hasher = hasher
            self.digest = digest
            self.clock = clock
            self.limits = limits
            self.policy = policy
        }

        /// Checks `password` for `username`.
        ///
        /// `prover` is what the client has proved before. A registered phone and a signed-in browser
        /// have throttles of their own, so strangers' wrong passwords never keep them out.
        /// From where the person may not sign in, the right password is refused and counted as a wrong one is.
        package func check(
            username: Username?, password: Password?, prover: Prover = .anyone,
            source: RequestSource
        ) async throws(StoreError) -> PasswordOutcome {
            let key = username?.key ?? ""
            let own = ThrottleLimit(throttleKey(prover, username: key), limits.account)
            // Nobody known is kept out by what others do at the same address.
            let shared: ThrottleKey? =
                if case .anyone = prover { .password(address: source.address) } else { nil }
            let verdict = try await throttles.reserve(
                [own], watching: shared.map { [$0] } ?? [], now: clock.now)
            let earlier: Int
            switch verdict {
            case .blocked(let until):
                return .throttled(retryAfter: max(until - clock.now, .seconds(1)))
            case .disabled:
                return .throttled(retryAfter: limits.account.longestWait)
            case .allowed(let failures):
                earlier = failures - 1
            }
            let account = try await accounts.account(named: key)
            do {
                guard let account, !account.isDisabled, let password else {
                    try await hasher.spendWork(on: password?.secret ?? SecretBytes([0]))
                    return try await refused(account: account, shared: shared, source: source)
                }
                let answer = try await hasher.verify(
                    password.secret, against: account.passwordHash)
                guard answer.matches else {
                    return try await refused(account: account, shared: shared, source: source)
                }
                guard try await mayComeIn(account.id, from: source) else {
                    try await count(shared)
                    return .refused
                }
                let current = try await rehashed(account, password, answer)
                try await throttles.clear([own.key])
                if let shared, earlier > 0 { try await throttles.forgive(earlier, under: shared) }
                return .proved(current)
            } catch let error as HashingError {
                guard case .overloaded(let retryAfter) = error else {
                    throw StoreError.inconsistent(reason: "password hashing: \(error)")
                }
                // Nothing was compared: this attempt does not count, those before it still do.
                try await throttles.release([own.key])
                return .overloaded(retryAfter: retryAfter)
            } catch let error as StoreError {
                throw error
            } catch {
                throw StoreError.inconsistent(reason: "password check")
            }
        }

        /// `account` with the hash it has now: a stronger one when the settings rose.
        private func rehashed(
            _ account: Account, _ password: Password, _ verdict: PasswordVerdict
        ) async throws(StoreError) -> Account {
            // A full queue must not refuse a right password: the next sign-in hashes again.
            guard verdict.needsRehash, let stronger = try? await hasher.hash(password.secret)
            else { return account }
            try await accounts.rehash(account.passwordHash, to: stronger, account: account.id)
            return account.withPasswordHash(stronger)
        }

        private func throttleKey(_ prover: Prover, username key: String) -> ThrottleKey {
            switch prover {
            case .phone(let device): .password(device: device)
            case .visitor(let account): .password(visitor: account)
            case .anyone:
                .password(usernameDigest: Base64URL.encode(digest.sha256(Array(key.utf8))))
            }
        }

        /// Counts a refusal at its network address.
        private func count(_ shared: ThrottleKey?) async throws(StoreError) {
            guard let shared else { return }
            try await throttles.count(ThrottleLimit(shared, limits.address), now: clock.now)
        }

        /// Whether the person may sign in from where the request comes from; records when they may not.
        package func mayComeIn(
            _ account: Identifier<Account>, from source: RequestSource
        ) async throws(StoreError) -> Bool {
            let now = clock.now
            let decision = try await policy.decision(for: account, at: now)
            if decision.allows(address: source.address) { return true }
            try await audit.append(
                Audit.Entry(
                    .networkRefused, account: account, by: .person,
                    details: [Audit.Detail("decided by", decision.networks.layer.text)], at: now,
                    source: source))
            return false
        }

        private func refused(
            account: Account?, shared: ThrottleKey?, source: RequestSource
        ) async throws(StoreError) -> PasswordOutcome {
            try await count(shared)
            // Names that nobody has are not recorded: strangers must not fill the disk. What is
            // recorded of an account, its throttle bounds. They cost one durable write all the
            // same, or the time of the answer would tell which names exist.
            guard let account else {
                let now = clock.now
                try await throttles.count(ThrottleLimit(.nobody(at: now), limits.address), now: now)
                return .refused
            }
            try await audit.append(
                Audit.Entry(
                    .passwordRefused, account: account.id, by: .person,
                    details: account.isDisabled ? [Audit.Detail("reason", "disabled")] : [],
                    at: clock.now, source: source))
            return .refused
        }
    }
}
