import AuthDomain
import TestSupport

extension World {
    /// Exchanges an authorization code; `nil` when it is not good.
    func redeem(_ code: OpaqueToken, _ phone: TestPhone) async throws -> SignIn.TokenGrant? {
        let outcome = try await tokens.redeem(
            code: code, thumbprint: phone.thumbprint, clientID: Sample.clientID,
            source: Sample.source)
        if case .granted(let grant) = outcome { return grant }
        return nil
    }

    /// Exchanges a refresh token; `nil` when it is not good.
    func refresh(_ token: String, _ phone: TestPhone) async throws -> SignIn.TokenGrant? {
        let shown = Sample.required(OpaqueToken(shown: token, digest: digest), "token")
        let outcome = try await tokens.refresh(
            token: shown, thumbprint: phone.thumbprint, clientID: Sample.clientID,
            source: Sample.source)
        if case .granted(let grant) = outcome { return grant }
        return nil
    }

    /// What a resource says to an access token: `good`, `invalid` or `device removed`.
    func holds(_ grant: SignIn.TokenGrant, _ phone: TestPhone) async throws -> String {
        do {
            _ = try await tokens.holder(of: grant.accessToken, thumbprint: phone.thumbprint)
            return "good"
        } catch {
            switch error {
            case .invalidToken: return "invalid"
            case .deviceRemoved: return "device removed"
            case .store(let error): throw error
            }
        }
    }
}
