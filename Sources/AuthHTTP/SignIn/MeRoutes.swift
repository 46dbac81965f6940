import AuthDomain
import HTTPTypes
import Hummingbird

/// `GET /v1/me`: who is signed in, the first protected resource.
struct MeRoutes: Sendable {
    let services: AuthServices
    let site: Site

    func mount(on router: some RouterMethods<ProvedContext>) {
        router.get("v1/me") { _, context in
            let holder = try await holder(context)
            var object: [String: Any] = [
                "sub": holder.account.id.text, "username": holder.account.username.text,
                "display_name": holder.account.displayName, "brand": site.brand,
                "amr": holder.claims.methods.values,
                "server_time": services.clock.now.milliseconds,
            ]
            if let device = holder.device {
                object["device"] = [
                    "id": device.id.text, "name": device.name,
                    "registered_at": device.registeredAt.milliseconds,
                    "last_used_at": (device.lastUsedAt ?? device.registeredAt).milliseconds,
                ]
            }
            return JSON.response(object)
        }
    }

    private func holder(_ context: ProvedContext) async throws -> SignIn.TokenHolder {
        do {
            guard let token = context.accessToken else {
                throw SignIn.TokenRefusal.invalidToken
            }
            return try await services.tokens.holder(
                of: token, thumbprint: context.proof.thumbprint)
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
