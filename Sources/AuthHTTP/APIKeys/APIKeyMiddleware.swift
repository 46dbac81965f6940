import AuthDomain
import HTTPTypes
import Hummingbird

/// Lets in programs that show an API key for `scope`: `Authorization: Bearer KEY` (RFC 6750 §2.1).
///
/// Cookies count for nothing here, so a page in somebody's browser has nothing to send along.
struct APIKeyMiddleware: RouterMiddleware {
    let services: AuthServices
    let scope: APIKey.Scope

    func handle(
        _ request: Request, context: AnonymousContext,
        next: (Request, AnonymousContext) async throws -> Response
    ) async throws -> Response {
        guard let text = Self.bearer(request.headers[.authorization]) else {
            throw APIKeyProblems.missing
        }
        switch try await services.apiKeys.authenticate(text, needing: scope) {
        case .unknown: throw APIKeyProblems.unknown
        case .outOfScope: throw APIKeyProblems.outOfScope(scope)
        case .granted(let key):
            var context = context
            context.apiKey = key
            return try await next(request, context)
        }
    }

    /// What stands behind `Bearer` in any case (RFC 9110 §11.1); `nil` when something else does.
    private static func bearer(_ header: String?) -> String? {
        guard let header, let space = header.utf8.firstIndex(of: UInt8(ascii: " ")),
            header[..<space].lowercased() == "bearer"
        else { return nil }
        return String(header[header.index(after: space)...])
    }
}
