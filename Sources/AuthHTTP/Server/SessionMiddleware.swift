import AuthDomain
import Hummingbird

/// Looks up who shows the session cookie. Decides nothing: contexts do.
struct SessionMiddleware: RouterMiddleware {
    let services: AuthServices
    let cookies: SessionCookies

    func handle(
        _ request: Request, context: AnonymousContext,
        next: (Request, AnonymousContext) async throws -> Response
    ) async throws -> Response {
        guard let text = cookies.session(of: request),
            let shown = OpaqueToken(shown: text, digest: services.digest)
        else { return try await next(request, context) }
        var context = context
        context.visitor = try await services.portal.visitor(shown, from: context.source)
        if let language = context.visitor?.account.language { context.language = language }
        context.owesConfirmation = context.visitor.map { services.portal.owesConfirmation($0) } ?? false
        if let session = context.visitor?.session {
            context.isFresh = session.isFresh(
                at: services.clock.now, limits: services.portal.limits)
        }
        return try await next(request, context)
    }
}
