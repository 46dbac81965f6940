import AuthDomain
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import Synchronization

/// `/demo/outbox`: the messages that the demo shows instead of sending them.
struct OutboxRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames
    private let open = OpenPages()

    init(services: AuthServices, pages: PageRenderer, frames: PageFrames) {
        self.services = services
        self.pages = pages
        self.frames = frames
    }

    /// Messages on the page.
    private static let most = 100

    func mount(on router: some RouterMethods<AnonymousContext>) {
        router.get("demo/outbox") { _, context in
            let messages = try await services.outbox.newest(limit: Self.most)
            var response = pages.response(
                OutboxPage(
                    frame: frames.anonymous(Phrase("Outbox"), context),
                    messages: messages.map { OutboxPage.Message($0) },
                    demanded: services.demoRegistration?.demanded))
            response.headers[.contentSecurityPolicy] =
                SecurityHeadersMiddleware.portalPolicy + "; frame-src 'self'"
            return response
        }
        router.get("demo/outbox/events") { _, _ in
            guard open.hasRoom else { throw PageProblem.busy(.seconds(5)) }
            return Response(
                status: .ok,
                headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
                body: events())
        }
        router.get("demo/outbox/{id}") { _, context in
            let id = context.parameters.get("id")
            let messages = try await services.outbox.newest(limit: Self.most)
            guard let html = messages.first(where: { $0.id.text == id })?.content.html else {
                throw PageProblem.notFound
            }
            return Self.mail(html)
        }
        router.post("demo/first-registration") { _, context in
            guard let demand = Policy.FirstRegistration(rawValue: context.form["demand"]),
                let registration = services.demoRegistration
            else { throw PageProblem.notFound }
            registration.demand(demand)
            return Redirection(to: "/demo/outbox").response
        }
    }

    /// An e-mail as a mail program would show it: alone, without scripts, in a frame of the outbox.
    private static func mail(_ html: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
                .contentSecurityPolicy: """
                default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
                frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox
                """,
                .frameOptions: "SAMEORIGIN",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    /// An event for every message that enters the outbox; the page then looks for what is new.
    private func events() -> ResponseBody {
        ResponseBody { writer in
            guard open.enter() else { return try await writer.finish(nil) }
            defer { open.leave() }
            let changes = services.outbox.changes()
            try await writer.write(ByteBuffer(string: ": here\n\n"))
            var last = try await newest()
            for _ in 0..<Self.mostLooks where !Task.isShuttingDownGracefully {
                await changes.changed(atMost: .seconds(2))
                try Task.checkCancellation()
                let now = try await newest()
                try await writer.write(
                    ByteBuffer(string: now == last ? ": still here\n\n" : "event: message\ndata: new\n\n"))
                last = now
            }
            try await writer.finish(nil)
        }
    }

    /// An hour of looks; browsers open the stream again.
    private static let mostLooks = 1800

    private func newest() async throws(StoreError) -> Identifier<Delivery.Message>? {
        try await services.outbox.newest(limit: 1).first?.id
    }
}

/// Counts the pages that listen, so that they cannot use up the server.
private final class OpenPages: Sendable {
    private let count = Mutex(0)

    var hasRoom: Bool { count.withLock { $0 < 50 } }

    func enter() -> Bool {
        count.withLock { count in
            guard count < 50 else { return false }
            count += 1
            return true
        }
    }

    func leave() { count.withLock { $0 -= 1 } }
}
