extension SignIn {
    /// How fast wrong answers may follow one another.
    package struct ThrottleRule: Sendable, Equatable {
        /// Wrong answers that cost nothing.
        package let free: Int
        /// The wait after the first wrong answer that is not free; doubles with each.
        package let firstWait: Duration
        /// The longest wait.
        package let longestWait: Duration
        /// Consecutive wrong answers after which the factor is disabled; `nil`: never.
        package let disableAt: Int?
        /// How long after the last wrong answer all are forgotten; `nil`: never by time alone.
        package let forgetAfter: Duration?

        /// A rule; `free` ≥ 1, `firstWait` ≤ `longestWait`.
        package init(
            free: Int, firstWait: Duration = .seconds(30), longestWait: Duration = .hours(1),
            disableAt: Int? = nil, forgetAfter: Duration? = nil
        ) {
            self.free = free
            self.firstWait = firstWait
            self.longestWait = longestWait
            self.disableAt = disableAt
            self.forgetAfter = forgetAfter
        }

        /// How long to wait after `failures` wrong answers in a row.
        package func wait(after failures: Int) -> Duration {
            guard failures >= free else { return .zero }
            let doublings = min(failures - free, 20)
            let wait = firstWait.milliseconds << Int64(doublings)
            return .milliseconds(min(wait, longestWait.milliseconds))
        }
    }

    /// What is counted: an account's passwords, a device's codes, an address.
    package struct ThrottleKey: Sendable, Hashable {
        /// The stored key; at most 128 bytes.
        package let text: String

        private init(_ text: String) { self.text = text }

        /// Passwords for one username, whether or not it exists. `digest` is of its key.
        package static func password(usernameDigest digest: String) -> ThrottleKey {
            ThrottleKey("password:name:\(digest)")
        }

        /// Passwords sent by the holder of a registered device's key; strangers cannot fill it.
        package static func password(device: Identifier<Device>) -> ThrottleKey {
            ThrottleKey("password:device:\(device.text)")
        }

        /// Passwords sent by browsers that are signed in as this person.
        package static func password(visitor: Identifier<Account>) -> ThrottleKey {
            ThrottleKey("password:visitor:\(visitor.text)")
        }

        /// Passwords from one network: an IPv4 address, or the first 64 bits of an IPv6 address.
        package static func password(address: String) -> ThrottleKey {
            ThrottleKey("password:address:\(NetworkAddress.network(of: address))")
        }

        /// Passwords and codes for names that nobody has. Nothing is limited by them; they are spread
        /// over 64 keys, so that a flood of them does not queue for one row.
        package static func nobody(at now: Instant) -> ThrottleKey {
            ThrottleKey("password:nobody:\(now.milliseconds & 63)")
        }

        /// One-time codes of an account.
        package static func code(account: Identifier<Account>) -> ThrottleKey {
            ThrottleKey("code:account:\(account.text)")
        }

        /// One-time codes that were compared with one device.
        package static func code(device: Identifier<Device>) -> ThrottleKey {
            ThrottleKey("code:device:\(device.text)")
        }

        /// Codes typed into the registration wizard, across registrations.
        package static func registrationCode(account: Identifier<Account>) -> ThrottleKey {
            ThrottleKey("registration:account:\(account.text)")
        }

        /// Requests of new phones that an old one of the account vouches for them.
        package static func phoneApproval(account: Identifier<Account>) -> ThrottleKey {
            ThrottleKey("approval:account:\(account.text)")
        }

        /// Test messages that a member of staff sends to themselves.
        package static func testMessage(account: Identifier<Account>) -> ThrottleKey {
            ThrottleKey("test-message:account:\(account.text)")
        }

        /// Setup codes typed into an account's phones.
        package static func setupCode(account: Identifier<Account>) -> ThrottleKey {
            ThrottleKey("setup:account:\(account.text)")
        }
    }

    /// Every key of an account that strangers or its own mistakes can fill.
    package enum AccountThrottles {
        /// The keys of `account` and of its `devices`.
        package static func keys(
            of account: Identifier<Account>, usernameDigest: String,
            devices: [Identifier<Device>]
        ) -> [ThrottleKey] {
            [
                .password(usernameDigest: usernameDigest), .password(visitor: account),
                .code(account: account), .registrationCode(account: account),
                .setupCode(account: account), .phoneApproval(account: account),
            ] + devices.flatMap { [.code(device: $0), .password(device: $0)] }
        }
    }

    /// Whether one more attempt may be made.
    package enum ThrottleVerdict: Sendable, Equatable {
        /// The attempt is reserved: it counts as wrong until it is cleared.
        case allowed(failures: Int)
        /// Not before that moment.
        case blocked(until: Instant)
        /// Too many wrong answers in a row: an administrator must help.
        case disabled
    }

    /// A key with the rule that holds for it.
    package struct ThrottleLimit: Sendable, Equatable {
        package let key: ThrottleKey
        package let rule: ThrottleRule

        /// Puts `key` under `rule`.
        package init(_ key: ThrottleKey, _ rule: ThrottleRule) {
            self.key = key
            self.rule = rule
        }
    }
}

/// Counts attempts.
package protocol ThrottleStore: Sendable {
    /// Reserves one attempt under all `limits`, or none of them when any refuses or when one of
    /// `watched` is blocked.
    ///
    /// The count rises *before* the answer is compared, so parallel attempts cannot pass the
    /// limit. Durable before it returns.
    func reserve(
        _ limits: [SignIn.ThrottleLimit], watching watched: [SignIn.ThrottleKey], now: Instant
    ) async throws(StoreError) -> SignIn.ThrottleVerdict

    /// Counts a wrong answer under `limit` after the fact: for what many people share, such as an
    /// office's address, where reserving would let a crowd's right answers block one another.
    func count(_ limit: SignIn.ThrottleLimit, now: Instant) async throws(StoreError)

    /// Gives back one reserved attempt of each of `keys` that was never compared, and its wait.
    /// Earlier wrong attempts stay counted.
    func release(_ keys: [SignIn.ThrottleKey]) async throws(StoreError)

    /// Takes back up to `count` wrong answers under `key`: those of somebody who then proved to be
    /// who they said. What others did there stays.
    func forgive(_ count: Int, under key: SignIn.ThrottleKey) async throws(StoreError)

    /// Forgets the wrong attempts of `keys` after a right answer.
    func clear(_ keys: [SignIn.ThrottleKey]) async throws(StoreError)
}

extension ThrottleStore {
    /// Reserves one attempt under all `limits`, or none of them when any refuses.
    package func reserve(
        _ limits: [SignIn.ThrottleLimit], now: Instant
    ) async throws(StoreError) -> SignIn.ThrottleVerdict {
        try await reserve(limits, watching: [], now: now)
    }
}
