import AuthDomain
import HTTPTypes
import Hummingbird
import NIOCore

/// `GET /audit/checkpoint`: what the deployment has signed of its audit log, for whoever keeps a copy.
///
/// Tells counts and hashes, never who has an account.
struct CheckpointRoutes: Sendable {
    let services: AuthServices
    let site: Site

    func mount(on router: Router<AnonymousContext>) {
        router.get("audit/checkpoint") { _, _ -> Response in
            guard let latest = try await services.audit.checkpoints.latest() else {
                throw Problem(
                    name: "not-found", status: .notFound, title: "Not found",
                    detail: "There is no checkpoint yet.")
            }
            var response = JSON.response([
                "checkpoint": latest.jws, "number": latest.number, "at": latest.at.milliseconds,
                "size": latest.size, "jwks_uri": site.origin + "/oauth/jwks",
            ])
            response.headers[.cacheControl] = "public, max-age=30"
            return response
        }
    }
}
