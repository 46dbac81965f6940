import AuthDomain
import HTTPTypes

/// The problems of API keys, with their challenges (RFC 6750 §3).
enum APIKeyProblems {
    static let missing = Problem(
        name: "invalid-api-key", status: .unauthorized, title: "API key required",
        detail: "Send the key as: Authorization: Bearer KEY.", challenge: "Bearer")
    static let unknown = Problem(
        name: "invalid-api-key", status: .unauthorized, title: "API key not valid",
        detail: "This key does not exist, or was revoked.",
        challenge: #"Bearer error="invalid_token""#)

    static func outOfScope(_ scope: APIKey.Scope) -> Problem {
        Problem(
            name: "insufficient-scope", status: .forbidden, title: "Key is for other things",
            detail: "This key does not have the scope \(scope.rawValue).",
            challenge: #"Bearer error="insufficient_scope", scope="\#(scope.rawValue)""#)
    }
}
