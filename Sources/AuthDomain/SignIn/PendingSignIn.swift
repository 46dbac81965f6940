/// A phone's sign-in between the password and the authorization code: what an `auth_session` names.
package struct PendingSignIn: Sendable, Equatable {
    package let id: Identifier<PendingSignIn>
    /// SHA-256 of the `auth_session`; changes at every step.
    package let sessionHash: [UInt8]
    package let account: Identifier<Account>
    /// The DPoP key that began it; no other key may go on.
    package let thumbprint: String
    package let clientID: String
    package let model: String
    /// The registration that this phone has claimed.
    package let registration: Identifier<Registration>?
    package let createdAt: Instant
    package let expiresAt: Instant
    /// What it has proved so far.
    package let methods: AuthenticationMethods

    /// A pending sign-in as stored, or about to be.
    package init(
        id: Identifier<PendingSignIn>, sessionHash: [UInt8], account: Identifier<Account>,
        thumbprint: String, clientID: String, model: String,
        registration: Identifier<Registration>?, createdAt: Instant, expiresAt: Instant,
        methods: AuthenticationMethods = .password
    ) {
        self.id = id
        self.sessionHash = sessionHash
        self.account = account
        self.thumbprint = thumbprint
        self.clientID = clientID
        self.model = model
        self.registration = registration
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.methods = methods
    }
}

/// An authorization code and what it will be exchanged for.
package struct AuthorizationGrant: Sendable, Equatable {
    package let codeHash: [UInt8]
    package let claims: AccessClaims
    package let expiresAt: Instant

    /// A grant as stored, or about to be.
    package init(codeHash: [UInt8], claims: AccessClaims, expiresAt: Instant) {
        self.codeHash = codeHash
        self.claims = claims
        self.expiresAt = expiresAt
    }
}

/// What a completed sign-in rests on; checked again in the transaction that completes it.
package enum SignInProof: Sendable {
    /// A pending sign-in, which ends with it.
    case pending(PendingSignIn)
    /// Nothing was missing: a registered phone, and this password hash that matched just now.
    case password(hash: String)
}

/// Keeps the phone's sign-ins and its tokens.
package protocol PhoneSignInStore: Sendable {
    /// Stores a sign-in that waits for its next step, unless its account was disabled or got
    /// another password since `passwordHash` was compared.
    ///
    /// - Returns: whether it was stored.
    func create(
        _ pending: PendingSignIn, provenBy passwordHash: String
    ) async throws(StoreError) -> Bool

    /// The sign-in named by this `auth_session`, unless it was completed.
    func pending(_ sessionHash: [UInt8]) async throws(StoreError) -> PendingSignIn?

    /// Notes what a pending sign-in has proved.
    ///
    /// - Returns: whether it is still there and not over at `now`.
    func note(
        _ methods: AuthenticationMethods, of pending: PendingSignIn, now: Instant
    ) async throws(StoreError) -> Bool

    /// Completes a sign-in and stores its grant, both or neither. Of concurrent calls for one
    /// pending sign-in exactly one returns `true`.
    func complete(
        _ proof: SignInProof, granting grant: AuthorizationGrant, recording record: Record
    ) async throws(StoreError) -> Bool

    /// Spends an authorization code and begins its token family, both or neither.
    ///
    /// - Returns: the code's grant; `nil` when the code is unknown, expired, spent, for another
    ///   key, or its device is revoked. A code shown twice revokes what the first use gave.
    func redeem(
        _ codeHash: [UInt8], thumbprint: String, clientID: String, refresh: [UInt8],
        refreshExpiry: Instant, now: Instant,
        recordingReuse: @escaping @Sendable (AccessClaims) -> Record
    ) async throws(StoreError) -> AccessClaims?

    /// Spends a refresh token and stores its successor, both or neither.
    func rotate(
        _ tokenHash: [UInt8], thumbprint: String, clientID: String, successor: [UInt8],
        now: Instant, recordingReuse: @escaping @Sendable (AccessClaims) -> Record
    ) async throws(StoreError) -> RefreshOutcome

    /// Revokes the family of a refresh token.
    func revokeFamily(
        of tokenHash: [UInt8], thumbprint: String, now: Instant,
        recording record: @escaping @Sendable (AccessClaims) -> Record
    ) async throws(StoreError)

    /// Whether tokens with these claims still count: family not revoked, device active, account enabled.
    func standing(of claims: AccessClaims) async throws(StoreError) -> TokenStanding
}

/// What became of a refresh token.
package enum RefreshOutcome: Sendable, Equatable {
    case rotated(AccessClaims)
    /// Unknown, expired, revoked, or for another key or client.
    case refused
    /// It was spent before; its family is revoked now.
    case reused
    /// The device was removed.
    case deviceRemoved
}

/// Whether a token still counts.
package enum TokenStanding: Sendable, Equatable {
    case good(Account, Device?)
    case revoked
    case deviceRemoved
}
