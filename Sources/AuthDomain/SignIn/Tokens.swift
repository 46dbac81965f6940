/// What a token says about how its holder signed in (RFC 8176).
package struct AuthenticationMethods: Sendable, Equatable {
    /// `amr` values in the order in which they were proved.
    package let values: [String]

    /// Reads stored values, joined by spaces.
    package init(stored text: String) {
        values = text.split(separator: " ").map(String.init)
    }

    /// The stored form.
    package var stored: String { values.joined(separator: " ") }

    private init(_ values: [String]) { self.values = values }

    /// Whether more than one factor was proved.
    package var isMultiFactor: Bool { values.contains("mfa") }

    /// `acr` (RFC 9068 §2.2.1): the NIST SP 800-63B-4 level that was reached, `aal2` with two factors,
    /// otherwise `aal1`. A PIN by e-mail or text message, a temporary code and a remembered browser raise nothing.
    package var level: String { isMultiFactor ? "aal2" : "aal1" }

    /// Password alone.
    package static let password = AuthenticationMethods(["pwd"])
    /// Password and the key of a registered phone (software key).
    package static let passwordAndDevice = AuthenticationMethods(["pwd", "pop", "swk", "mfa"])
    /// Password and a one-time code.
    package static let passwordAndCode = AuthenticationMethods(["pwd", "otp", "mfa"])
    /// Password and a recovery code (a look-up secret, NIST SP 800-63B-4 §3.1.2).
    package static let passwordAndRecoveryCode = AuthenticationMethods(["pwd", "recovery_code", "mfa"])
    /// Password and a PIN by text message (RFC 8176 `sms`): not counted as two factors.
    package static let passwordAndTextedPIN = AuthenticationMethods(["pwd", "sms"])
    /// Password and a PIN by e-mail: not counted as two factors.
    package static let passwordAndMailedPIN = AuthenticationMethods(["pwd", "email"])
    /// Password and a temporary code of an administrator: not counted as two factors.
    package static let passwordAndBypassCode = AuthenticationMethods(["pwd", "bypass_code"])
    /// Password and an invitation code of an administrator: not counted as two factors.
    package static let passwordAndInvitation = AuthenticationMethods(["pwd", "invitation"])
    /// Password on a browser that took the second step before: not counted as two factors.
    package static let passwordAndRememberedBrowser = AuthenticationMethods(["pwd", "remembered"])
}

/// The content of an access token (RFC 9068).
package struct AccessClaims: Sendable, Equatable {
    package let account: Identifier<Account>
    /// The token family: one sign-in on one phone.
    package let family: Identifier<TokenFamily>
    /// The registered phone, or `nil` for a sign-in without one.
    package let device: Identifier<Device>?
    /// JWK SHA-256 thumbprint of the DPoP key (`cnf.jkt`, RFC 9449 §6).
    package let thumbprint: String
    package let clientID: String
    package let scope: String
    package let methods: AuthenticationMethods
    /// When the person signed in.
    package let authenticatedAt: Instant

    /// States what an access token says.
    package init(
        account: Identifier<Account>, family: Identifier<TokenFamily>,
        device: Identifier<Device>?, thumbprint: String, clientID: String, scope: String,
        methods: AuthenticationMethods, authenticatedAt: Instant
    ) {
        self.account = account
        self.family = family
        self.device = device
        self.thumbprint = thumbprint
        self.clientID = clientID
        self.scope = scope
        self.methods = methods
        self.authenticatedAt = authenticatedAt
    }
}

/// One sign-in on one phone and all refresh tokens that follow from it.
package enum TokenFamily {}

/// Makes and reads access tokens.
package protocol AccessTokenSigning: Sendable {
    /// An ES256 JWT of type `at+jwt` that expires at `expiry`; issuer and audience are the origin.
    func sign(
        _ claims: AccessClaims, id: String, issuedAt: Instant, expiry: Instant
    ) async throws(StoreError) -> String

    /// The claims of a token that this deployment signed and that has not expired at `now`; else `nil`.
    func verify(_ token: String, now: Instant) async throws(StoreError) -> AccessClaims?

    /// The public keys as a JSON Web Key Set (RFC 7517 §5), UTF-8.
    func keySet() async throws(StoreError) -> String
}
