import HTTPTypes
import Hummingbird

/// Headers that every answer carries, and a content security policy without inline anything.
struct SecurityHeadersMiddleware: RouterMiddleware {
    let site: Site

    func handle(
        _ request: Request, context: AnonymousContext,
        next: (Request, AnonymousContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        let isApp = request.uri.path.hasPrefix("/app/")
        response.headers[.xContentTypeOptions] = "nosniff"
        // A page with frames, and what is in them, say their own.
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = isApp ? Self.appPolicy : Self.portalPolicy
        }
        // Not no-referrer: with it browsers send forms with `Origin: null`.
        response.headers[.referrerPolicy] = "same-origin"
        if response.headers[.frameOptions] == nil { response.headers[.frameOptions] = "DENY" }
        response.headers[.openerPolicy] = "same-origin"
        response.headers[.resourcePolicy] = "same-origin"
        response.headers[.permissionsPolicy] =
            "camera=(\(isApp ? "self" : "")), microphone=(), geolocation=(), payment=(), usb=()"
        if site.isSecure {
            response.headers[.strictTransportSecurity] = "max-age=31536000"
        }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }

    /// The policy of pages without frames.
    static let portalPolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
        connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
        frame-ancestors 'none'
        """
    private static let appPolicy = """
        default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
        img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; \
        manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; \
        frame-ancestors 'none'
        """
}
