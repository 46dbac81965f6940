import AuthDomain
import HTTPTypes
import Hummingbird

/// Guards the portal's forms against cross-site request forgery, once for all routes behind it.
///
/// The token is a digest of the browser's own cookie value, so it needs no storage, ends with the
/// session, and cannot be computed by anyone who does not know the cookie. A POST also needs the
/// right `Origin` when the browser sends one.
struct FormMiddleware: RouterMiddleware {
    let site: Site
    let cookies: SessionCookies
    let random: any Randomness
    let digest: any Digesting

    func handle(
        _ request: Request, context: AnonymousContext,
        next: (Request, AnonymousContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        var fresh: String?
        let secret: String
        if let shown = cookies.session(of: request) ?? cookies.form(of: request) {
            secret = shown
        } else {
            secret = OpaqueToken(random: random, digest: digest).text
            fresh = secret
        }
        context.csrf = token(for: secret)
        if request.method == .post {
            guard fresh == nil else { throw PageProblem.staleForm }
            if let origin = request.headers[.origin], origin != site.origin {
                throw PageProblem.staleForm
            }
            // A file is read by its route, once it is known who sends it; ``Upload`` checks the token.
            if !Upload.isOne(request) {
                context.form = try await form(request, context, expecting: context.csrf)
            }
        } else if request.method != .get, request.method != .head {
            throw HTTPError(.methodNotAllowed)
        }
        var response = try await next(request, context)
        if let fresh { cookies.setForm(fresh, on: &response) }
        return response
    }

    private func form(
        _ request: Request, _ context: AnonymousContext, expecting token: String
    ) async throws -> Form {
        let body = try await request.body.collect(upTo: context.maxUploadSize)
        guard let form = Form(Array(body.readableBytesView)) else { throw PageProblem.badForm }
        guard equalInConstantTime(Array(form["csrf"].utf8), Array(token.utf8)) else {
            throw PageProblem.staleForm
        }
        return form
    }

    private func token(for secret: String) -> String {
        HexText.encode(digest.sha256(Array("countersign/csrf/v1|\(secret)".utf8)))
    }
}

/// Lower-case hexadecimal.
enum HexText {
    /// Two digits per byte.
    static func encode(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
