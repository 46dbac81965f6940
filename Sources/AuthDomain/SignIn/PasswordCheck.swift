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

    /// Limits of password attempts.
    package struct PasswordLimits: Sendable, Equatable {
        /// Per username.
        package var account = ThrottleRule(free: 10)
        /// Per network address.
        package var address = ThrottleRule(free: 10, forgetAfter: .minutes(15))

        /// The defaults of the norms.
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

        /// Checks against `accounts`.
        package init(
            accounts: any AccountStore, throttles: any ThrottleStore, audit: any AuditStore,
            hasher: any PasswordHashing, digest: any Digesting, clock: any Timekeeping,
            limits: PasswordLimits
        ) {
            self.accounts = accounts
            self.throttles = throttles
            self.audit = audit
            self.hasher = hasher
            self.digest = digest
            self.clock = clock
            self.limits = limits
        }

        /// Checks `password` for `username`.
        ///
        /// - Parameter device: a registered device of that person whose key the client has
        ///   proved. It has a throttle of its own, so strangers' wrong passwords never keep a
        ///   person's phone out.
        package func check(
            username: Username?, password: Password?, device: Device? = nil,
            source: RequestSource
        ) async throws(StoreError) -> PasswordOutcome {
            let key = username?.key ?? ""
            let own = ownLimit(username: key, device: device)
            // A registered phone is not kept out by what others do at its address.
            let shared: ThrottleKey? = device == nil ? .password(address: source.address) : nil
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
                // A full queue must not refuse a right password: the next sign-in hashes again.
                if answer.needsRehash, let stronger = try? await hasher.hash(password.secret) {
                    try await accounts.rehash(
                        account.passwordHash, to: stronger, account: account.id)
                }
                try await throttles.clear([own.key])
                if let shared, earlier > 0 { try await throttles.forgive(earlier, under: shared) }
                return .proved(account)
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

        private func ownLimit(username key: String, device: Device?) -> ThrottleLimit {
            if let device { return ThrottleLimit(.password(device: device.id), limits.account) }
            let name = Base64URL.encode(digest.sha256(Array(key.utf8)))
            return ThrottleLimit(.password(usernameDigest: name), limits.account)
        }

        private func refused(
            account: Account?, shared: ThrottleKey?, source: RequestSource
        ) async throws(StoreError) -> PasswordOutcome {
            if let shared {
                try await throttles.count(
                    ThrottleLimit(shared, limits.address), now: clock.now)
            }
            try await audit.append(
                Audit.Entry(
                    .passwordRefused, account: account?.id, by: .person,
                    details: account?.isDisabled == true
                        ? [Audit.Detail("reason", "disabled")] : [],
                    at: clock.now, source: source))
            return .refused
        }
    }
}
