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
        package var address = ThrottleRule(free: 10)

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
            let keys = throttleKeys(username: key, device: device, source: source)
            let verdict = try await throttles.reserve(keys, now: clock.now)
            if case .blocked(let until) = verdict {
                return .throttled(retryAfter: max(until - clock.now, .seconds(1)))
            }
            let account = try await accounts.account(named: key)
            do {
                guard let account, !account.isDisabled, let password else {
                    try await hasher.spendWork(on: password?.secret ?? SecretBytes([0]))
                    return try await refused(account: account, source: source)
                }
                let answer = try await hasher.verify(
                    password.secret, against: account.passwordHash)
                guard answer.matches else {
                    return try await refused(account: account, source: source)
                }
                if answer.needsRehash {
                    let stronger = try await hasher.hash(password.secret)
                    try await accounts.rehash(
                        account.passwordHash, to: stronger, account: account.id)
                }
                try await throttles.clear(keys.map(\.key))
                return .proved(account)
            } catch let error as HashingError {
                guard case .overloaded(let retryAfter) = error else {
                    throw StoreError.inconsistent(reason: "password hashing: \(error)")
                }
                try await throttles.clear(keys.map(\.key))
                return .overloaded(retryAfter: retryAfter)
            } catch let error as StoreError {
                throw error
            } catch {
                throw StoreError.inconsistent(reason: "password check")
            }
        }

        private func throttleKeys(
            username key: String, device: Device?, source: RequestSource
        ) -> [ThrottleLimit] {
            if let device {
                return [ThrottleLimit(.password(device: device.id), limits.account)]
            }
            let name = Base64URL.encode(digest.sha256(Array(key.utf8)))
            return [
                ThrottleLimit(.password(usernameDigest: name), limits.account),
                ThrottleLimit(.password(address: source.address), limits.address),
            ]
        }

        private func refused(
            account: Account?, source: RequestSource
        ) async throws(StoreError) -> PasswordOutcome {
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
