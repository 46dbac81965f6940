import AuthDomain
import HTTPTypes
import Hummingbird

/// `GET /v1/me`: who is signed in, the first protected resource.
struct MeRoutes: Sendable {
    let services: AuthServices
    let site: Site

    func mount(on router: some RouterMethods<ProvedContext>) {
        router.get("v1/me") { _, context in
            let holder = try await TokenCheck(services: services).holder(context)
            var object: [String: Any] = [
                "sub": holder.account.id.text, "username": holder.account.username.text,
                "display_name": holder.account.displayName, "brand": site.brand,
                "amr": holder.claims.methods.values, "acr": holder.claims.methods.level,
                "server_time": services.clock.now.milliseconds,
            ]
            if let device = holder.device {
                object["device"] = [
                    "id": device.id.text, "name": device.name,
                    "registered_at": device.registeredAt.milliseconds,
                    "last_used_at": (device.lastUsedAt ?? device.registeredAt).milliseconds,
                ]
            }
            if holder.device == nil, let date = holder.mandatoryFrom { object["mandatory_from"] = date }
            return JSON.response(object)
        }
    }
}
