import AuthDomain
import Hummingbird

/// `/demo/outbox`: the messages that the demo shows instead of sending them.
struct OutboxRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    func mount(on router: some RouterMethods<AnonymousContext>) {
        router.get("demo/outbox") { _, context in
            let messages = try await services.outbox.newest(limit: 100)
            return pages.response(
                OutboxPage(
                    frame: frames.anonymous("Outbox", context),
                    messages: messages.map { OutboxPage.Message($0) }))
        }
    }
}

extension OutboxPage.Message {
    /// A message as the page shows it.
    init(_ message: Delivery.Message) {
        self.init(
            to: message.recipient,
            channel: message.channel == .email ? "E-mail" : "Text message",
            subject: message.subject.isEmpty ? nil : message.subject, body: message.body,
            moment: Moment(message.createdAt))
    }
}
