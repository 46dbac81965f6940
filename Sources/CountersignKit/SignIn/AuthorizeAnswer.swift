/// An answer of `/oauth/authorize-challenge`.
struct AuthorizeAnswer: Decodable, Sendable {
    let authorizationCode: String?
    let authSession: String?
    let next: String?
    let userId: String?
    let expiresIn: Int?
    let mandatoryFrom: String?
    let reason: String?
    let alternatives: [String]?
    /// Of `pin`.
    let channel: String?
    let resendIn: Int?
    let triesLeft: Int?
    /// Of `phone_approval`.
    let number: Int?
    let approvalExpiresIn: Int?
}

/// An answer of `/oauth/token`.
struct TokenAnswer: Decodable, Sendable {
    let accessToken: String
    let expiresIn: Int
    let refreshToken: String
    let scope: String?
}
