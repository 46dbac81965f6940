/// An answer of `/oauth/authorize-challenge`.
struct AuthorizeAnswer: Decodable, Sendable {
    let authorizationCode: String?
    let authSession: String?
    let next: String?
    let userId: String?
    let expiresIn: Int?
    let mandatoryFrom: String?
    let reason: String?
}

/// An answer of `/oauth/token`.
struct TokenAnswer: Decodable, Sendable {
    let accessToken: String
    let expiresIn: Int
    let refreshToken: String
    let scope: String?
}
