/// A browser that is signed in to the portal.
package struct PortalSession: Sendable, Equatable {
    /// SHA-256 of the session id in the cookie.
    package let idHash: [UInt8]
    package let account: Identifier<Account>
    package let assurance: Assurance
    package let createdAt: Instant
    package let lastSeenAt: Instant
    /// When the person last proved who they are.
    package let authenticatedAt: Instant
    /// What was proved, as `amr` says it.
    package let methods: AuthenticationMethods

    /// A session as stored, or about to be.
    package init(
        idHash: [UInt8], account: Identifier<Account>, assurance: Assurance,
        createdAt: Instant, lastSeenAt: Instant, authenticatedAt: Instant,
        methods: AuthenticationMethods = .password
    ) {
        self.idHash = idHash
        self.account = account
        self.assurance = assurance
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
        self.authenticatedAt = authenticatedAt
        self.methods = methods
    }

    /// How long sessions and proofs last.
    package struct Limits: Sendable, Equatable {
        /// Overall life of a session.
        package var overall: Duration = .hours(12)
        /// Life without a request.
        package var idle: Duration = .minutes(30)
        /// How old an authentication may be for a change of factors, 1–60 min.
        package var freshness: Duration = .minutes(10)

        /// The defaults of `docs/configuration.md`.
        package init() {}

        /// The longest that settings and policy can allow (NIST SP 800-63B-4 §2.2.3).
        package static var longest: Limits {
            var limits = Limits()
            limits.overall = .hours(24)
            limits.idle = .minutes(60)
            return limits
        }
    }

    /// Whether the session still counts at `now`.
    package func isAlive(at now: Instant, limits: Limits) -> Bool {
        now < createdAt + limits.overall && now < lastSeenAt + limits.idle
    }

    /// Whether the authentication is fresh enough for a change of factors.
    package func isFresh(at now: Instant, limits: Limits) -> Bool {
        now < authenticatedAt + limits.freshness
    }
}

/// Keeps portal sessions.
package protocol PortalSessionStore: Sendable {
    /// Stores a new session, unless its account was disabled or got another password since
    /// `passwordHash` was compared: a reset must also end the sign-ins that are under way.
    ///
    /// - Returns: whether it was stored.
    func create(
        _ session: PortalSession, provenBy passwordHash: String, recording record: Record
    ) async throws(StoreError) -> Bool

    /// The session with this hash and its account, unless the account is disabled.
    func session(
        _ idHash: [UInt8]
    ) async throws(StoreError) -> (session: PortalSession, account: Account)?

    /// Notes that the session was used.
    func touch(_ idHash: [UInt8], at: Instant) async throws(StoreError)

    /// Replaces the session `old` by `new`; of concurrent calls exactly one returns `true`.
    func replace(
        _ old: [UInt8], by new: PortalSession, recording record: Record?
    ) async throws(StoreError) -> Bool

    /// Ends a session.
    func end(_ idHash: [UInt8], recording record: Record?) async throws(StoreError)

    /// Forgets sessions, throttles, proofs and pending sign-ins that are over at `now`.
    func sweep(now: Instant, limits: PortalSession.Limits) async throws(StoreError)
}
