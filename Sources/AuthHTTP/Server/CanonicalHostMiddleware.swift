import HTTPTypes
import Hummingbird

/// Leads browsers that came by another name of a loopback server (`127.0.0.1`) to its origin:
/// links, cookies and proofs are made for one origin only.
struct CanonicalHostMiddleware: RouterMiddleware {
    let site: Site

    func handle(
        _ request: Request, context: AnonymousContext,
        next: (Request, AnonymousContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        let isPage =
            path == "/" || path == "/app/" || path.hasPrefix("/sign-in")
            || path.hasPrefix("/profile") || path.hasPrefix("/not-me") || path.hasPrefix("/address/")
        guard !site.isSecure, isPage, request.method == .get,
            let authority = request.head.authority, authority != site.authority
        else { return try await next(request, context) }
        return Response(
            status: .temporaryRedirect,
            headers: [.location: site.origin + (LocalPath.check(path) ?? "/")])
    }
}
