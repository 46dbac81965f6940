import AuthDomain
import Hummingbird

/// Sends people to registering who may do nothing else yet (``PortalFlow/detour(for:at:)``).
struct EnrolmentOnlyMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: PasswordContext,
        next: (Request, PasswordContext) async throws -> Response
    ) async throws -> Response {
        if let path = PortalFlow.detour(for: context.visitor, at: request.uri.path) {
            throw Redirection(to: path)
        }
        return try await next(request, context)
    }
}
