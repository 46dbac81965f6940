import AuthDomain

/// The messages that a demo server shows instead of sending them (`/demo/outbox`).
struct OutboxPage: Page {
    static let template = "outbox"

    /// One message.
    struct Message: Sendable {
        var id: String
        /// The address or number it would go to.
        var to: String
        /// Whether it is an e-mail; else it is a text message.
        var isEmail: Bool
        /// The subject of an e-mail.
        var subject: String
        /// The plain text, with its line breaks.
        var body: String
        /// Whether an e-mail has HTML, which `/demo/outbox/{id}` shows.
        var hasHTML: Bool
        /// When it was written.
        var moment: Moment
    }

    /// One way that the first registration may ask for.
    struct Demand: Sendable {
        var name: String
        var isChosen: Bool
        var isPassword: Bool
        var isPIN: Bool
        var isInvitation: Bool

        init(_ demand: Policy.FirstRegistration, chosen: Policy.FirstRegistration) {
            name = demand.rawValue
            isChosen = demand == chosen
            isPassword = demand == .password
            isPIN = demand == .pin
            isInvitation = demand == .invitation
        }
    }

    var frame: PageFrame
    /// The messages, newest first.
    var messages: [Message]
    /// There is at least one message.
    var hasMessages: Bool
    /// What the first registration may ask for; empty when that cannot be switched.
    var demands: [Demand]
    var hasDemands: Bool

    /// Creates the page.
    init(frame: PageFrame, messages: [Message], demanded: Policy.FirstRegistration?) {
        self.frame = frame
        self.messages = messages
        self.hasMessages = !messages.isEmpty
        demands =
            demanded.map { chosen in
                Policy.FirstRegistration.allCases.map { Demand($0, chosen: chosen) }
            } ?? []
        hasDemands = !demands.isEmpty
    }
}

extension OutboxPage.Message {
    /// A message as the page shows it.
    init(_ message: Delivery.Message) {
        self.init(
            id: message.id.text, to: message.recipient, isEmail: message.channel == .email,
            subject: message.subject, body: message.body, hasHTML: message.content.html != nil,
            moment: Moment(message.createdAt))
    }
}
