/// The messages that a demo server shows instead of sending them (`/demo/outbox`).
struct OutboxPage: Page {
    static let template = "outbox"

    /// One message.
    struct Message: Sendable {
        /// The address or number it would go to.
        var to: String
        /// How it would travel: "E-mail" or "Text message".
        var channel: String
        /// The subject of an e-mail, or `nil`.
        var subject: String? = nil
        /// The plain text, with its line breaks.
        var body: String
        /// When it was written.
        var moment: Moment
    }

    var frame: PageFrame
    /// The messages, newest first.
    var messages: [Message]
    /// There is at least one message.
    var hasMessages: Bool

    /// Creates the page.
    init(frame: PageFrame, messages: [Message]) {
        self.frame = frame
        self.messages = messages
        self.hasMessages = !messages.isEmpty
    }
}
