import AuthDomain
import HTTPTypes
import Hummingbird
import NIOCore

/// `GET /healthz`: the process is alive. `GET /readyz`: it may take traffic.
struct HealthRoutes: Sendable {
    let services: AuthServices

    func mount(on router: Router<AnonymousContext>) {
        router.get("healthz") { _, _ in "ok\n" }
        router.get("readyz") { _, _ -> Response in
            do {
                try await services.readiness()
                return Response(
                    status: .ok, headers: [.contentType: "text/plain"],
                    body: ResponseBody(byteBuffer: ByteBuffer(string: "ready\n")))
            } catch {
                return Response(
                    status: .serviceUnavailable,
                    headers: [.contentType: "text/plain", .retryAfter: "5"],
                    body: ResponseBody(byteBuffer: ByteBuffer(string: "not ready\n")))
            }
        }
    }
}
