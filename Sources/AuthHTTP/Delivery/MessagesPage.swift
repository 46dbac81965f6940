import AuthDomain

/// How messages fare, and those that nobody sends any more (`/admin/messages`).
struct MessagesPage: Page {
    static let template = "admin-messages"

    /// A way on which messages travel, and how many of the last weeks are where.
    struct Way: Sendable {
        var name: String
        var isConfigured: Bool
        var sent: Int
        var waiting: Int
        var dead: Int
        var expired: Int
    }

    /// A message that did not arrive.
    struct Dead: Sendable {
        /// The notice's name or the PIN's purpose.
        var event: String
        /// The address, as little of it as its owner needs to know it.
        var recipient: String
        /// Why it did not arrive.
        var why: String
        /// The person's page.
        var path: String
        /// When it was given up.
        var ended: Moment
        /// Where it is sent again; `nil`: it cannot be, or not by this reader.
        var retryPath: String?

        init(_ message: Delivery.DeadMessage, mayRetry: Bool) {
            event = message.event
            recipient = AddressMask.masked(message.recipient, message.channel)
            why = message.trouble.description
            path = "/admin/people/\(message.account.text)"
            ended = Moment(message.endedAt)
            retryPath =
                mayRetry && message.canRetry
                ? "\(ConsoleSection.messages.path)/\(message.id.text)/retry" : nil
        }
    }

    var frame: PageFrame
    var hasEmail: Bool
    var ways: [Way]
    /// What went wrong last with one that waits.
    var trouble: String?
    /// When the oldest that waits was written.
    var oldestWaiting: Moment?
    /// The reader may send a test message to themselves.
    var mayTest: Bool
    /// Newest first.
    var dead: [Dead]
    var hasDead: Bool
}

extension MessagesPage.Way {
    /// What `status` says of `channel`.
    init(_ channel: Delivery.Channel, name: String, isConfigured: Bool, in status: Delivery.Status) {
        func count(_ state: Delivery.MessageState) -> Int {
            status.counts.first { $0.channel == channel && $0.state == state }?.count ?? 0
        }
        self.init(
            name: name, isConfigured: isConfigured, sent: count(.sent), waiting: count(.waiting),
            dead: count(.dead), expired: count(.expired))
    }
}
