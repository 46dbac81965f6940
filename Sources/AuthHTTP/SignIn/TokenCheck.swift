import AuthDomain
import Hummingbird

/// Finds out who calls a protected resource, or says why the call is refused.
struct TokenCheck: Sendable {
    let services: AuthServices

    /// Who holds the access token that came along with the proof.
    ///
    /// - Throws: a ``Problem`` with status 401, or the store's error.
    func holder(_ context: ProvedContext) async throws -> SignIn.TokenHolder {
        do {
            guard let token = context.accessToken else {
                throw SignIn.TokenRefusal.invalidToken
            }
            return try await services.tokens.holder(
                of: token, thumbprint: context.proof.thumbprint, source: context.source)
        } catch let refusal as SignIn.TokenRefusal {
            throw Self.problem(refusal)
        }
    }

    private static func problem(_ refusal: SignIn.TokenRefusal) -> any Error {
        switch refusal {
        case .store(let error):
            return error
        case .deviceRemoved:
            return Problem(
                name: "device-removed", status: .unauthorized, title: "Device removed",
                detail: "This phone was removed from the account. Sign in and register it again.",
                challenge: #"DPoP error="invalid_token", algs="ES256""#)
        case .invalidToken:
            return Problem(
                name: "invalid-token", status: .unauthorized, title: "Token not valid",
                detail: "Get a new access token and try again.",
                challenge: #"DPoP error="invalid_token", algs="ES256""#)
        }
    }
}
