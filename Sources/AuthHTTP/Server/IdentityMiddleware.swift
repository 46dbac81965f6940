import AuthDomain
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Gives every request its reference, finds out where it came from, and logs it once.
///
/// The log has method, path (no query), status, milliseconds and the reference; never a body, a
/// header or a cookie.
struct IdentityMiddleware: RouterMiddleware {
    let site: Site
    let random: any Randomness

    func handle(
        _ request: Request, context: AnonymousContext,
        next: (Request, AnonymousContext) async throws -> Response
    ) async throws -> Response {
        let reference = References.make(random)
        var context = context
        context.source = RequestSource(
            address: address(request, peer: context.peerAddress),
            userAgent: request.headers[.userAgent] ?? "", reference: reference)
        context.language =
            request.headers[.acceptLanguage].flatMap(LanguageChoice.language(accepting:))
            ?? site.branding.current.language
        let start = ContinuousClock.now
        let response: Response
        if let refusal = refusal(request, peer: context.peerAddress) {
            response = refusal
        } else {
            response = try await next(request, context)
        }
        let milliseconds = (ContinuousClock.now - start).milliseconds
        context.logger.info(
            "request",
            metadata: [
                "reference": "\(reference)", "method": "\(request.method.rawValue)",
                "path": "\(Self.logged(request.uri.path))",
                "status": "\(response.status.code)", "ms": "\(milliseconds)",
            ])
        return response
    }

    private func address(_ request: Request, peer: String) -> String {
        var address = peer
        for hop in request.headers[values: .forwardedFor].joined(separator: ",").split(separator: ",").reversed() {
            guard site.trustedProxies.contains(address), let earlier = Self.address(in: hop) else {
                break
            }
            address = earlier
        }
        return address
    }

    /// The address of one hop, without port and brackets; `nil` when it is none.
    private static func address(in hop: Substring) -> String? {
        var text = String(hop).trimmingSpaces()
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            text = String(text[text.index(after: text.startIndex)..<end])
        } else if text.contains("."), let colon = text.firstIndex(of: ":") {
            text = String(text[..<colon])
        }
        return (try? SocketAddress(ipAddress: text, port: 0))?.ipAddress
    }

    /// `path` for the log, at most 200 characters: what could be the token of a link is left out.
    static func logged(_ path: String) -> String {
        path.prefix(200).split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.utf8.count >= 32 ? "…" : String($0) }.joined(separator: "/")
    }

    private static let healthPaths: Set<String> = ["/healthz", "/readyz"]

    /// An https deployment behind a proxy takes only what the proxy says came by https.
    private func refusal(_ request: Request, peer: String) -> Response? {
        guard site.isSecure, !site.servesTLS, !Self.healthPaths.contains(request.uri.path)
        else { return nil }
        guard site.trustedProxies.contains(peer), request.headers[.forwardedProto] == "https"
        else {
            return Response(
                status: .misdirectedRequest, headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(
                    byteBuffer: ByteBuffer(
                        string: "This server is to be reached at \(site.origin) only.\n")))
        }
        return nil
    }
}

/// References that people read out to a help desk.
enum References {
    /// Eight characters of Crockford's alphabet: 40 random bits.
    static func make(_ random: any Randomness) -> String {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        return String(random.bytes(8).map { alphabet[Int($0 & 31)] })
    }
}
