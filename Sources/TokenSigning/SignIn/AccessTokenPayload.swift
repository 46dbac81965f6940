import AuthDomain
import JWTKit

/// The claims of an access token as JSON (RFC 9068 §2.2).
struct AccessTokenPayload: JWTPayload {
    /// The key that a proof must be made with (RFC 9449 §6.1).
    struct Confirmation: Codable {
        let jkt: String
    }

    let iss: String
    let aud: String
    let sub: String
    let clientID: String
    let scope: String
    let jti: String
    let iat: Int64
    let exp: Int64
    let authenticationTime: Int64
    let amr: [String]
    /// For resources; this server itself looks at `amr`.
    let acr: String?
    /// The token family.
    let sid: String
    /// The registered phone.
    let device: String?
    let cnf: Confirmation

    private enum CodingKeys: String, CodingKey {
        case iss, aud, sub, scope, jti, iat, exp, amr, acr, sid, device, cnf
        case clientID = "client_id"
        case authenticationTime = "auth_time"
    }

    /// Writes claims; times are cut to whole seconds.
    init(_ claims: AccessClaims, origin: String, id: String, issuedAt: Instant, expiry: Instant) {
        iss = origin
        aud = origin
        sub = claims.account.text
        clientID = claims.clientID
        scope = claims.scope
        jti = id
        iat = issuedAt.seconds
        exp = expiry.seconds
        authenticationTime = claims.authenticatedAt.seconds
        amr = claims.methods.values
        acr = claims.methods.level
        sid = claims.family.text
        device = claims.device?.text
        cnf = Confirmation(jkt: claims.thumbprint)
    }

    /// The claims; `nil` when the token is for another origin, has expired, or says something
    /// that this server does not write.
    func claims(origin: String, now: Instant) -> AccessClaims? {
        guard iss == origin, aud == origin, now.seconds < exp,
            let account = Identifier<Account>(sub), let family = Identifier<TokenFamily>(sid),
            let authenticatedAt = Self.instant(authenticationTime)
        else { return nil }
        var phone: Identifier<Device>?
        if let device {
            guard let known = Identifier<Device>(device) else { return nil }
            phone = known
        }
        return AccessClaims(
            account: account, family: family, device: phone, thumbprint: cnf.jkt,
            clientID: clientID, scope: scope,
            methods: AuthenticationMethods(stored: amr.joined(separator: " ")),
            authenticatedAt: authenticatedAt)
    }

    /// JWTKit's hook; every check is in ``claims(origin:now:)``, which knows the time.
    func verify(using algorithm: some JWTAlgorithm) {}

    private static func instant(_ seconds: Int64) -> Instant? {
        let (milliseconds, overflows) = seconds.multipliedReportingOverflow(by: 1000)
        return overflows ? nil : Instant(milliseconds: milliseconds)
    }
}
