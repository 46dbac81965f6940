import AuthDomain
import Hummingbird

/// `/admin/messages`: how e-mails and text messages fare, for staff.
struct MessagesRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    /// Dead messages on the page.
    private static let most = 100

    func mount(on router: some RouterMethods<ConsoleContext<Right.SeeMessages>>) {
        router.get("admin/messages") { _, context in
            let status = try await services.outbox.status(at: services.clock.now)
            let dead = try await services.outbox.dead(limit: Self.most)
            return pages.response(
                MessagesPage(
                    frame: frames.visitor(Phrase("Messages"), context),
                    hasEmail: services.channels.contains(.email),
                    hasSMS: services.channels.contains(.sms),
                    waiting: status.count(of: .waiting), trouble: status.trouble?.description,
                    dead: dead.map { MessagesPage.Dead($0) }))
        }
    }
}

/// How messages fare, and those that nobody sends any more (`/admin/messages`).
struct MessagesPage: Page {
    static let template = "admin-messages"

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

        init(_ message: Delivery.DeadMessage) {
            event = message.event
            recipient = AddressMask.masked(message.recipient, message.channel)
            why = message.trouble.description
            path = "/admin/people/\(message.account.text)"
            ended = Moment(message.endedAt)
        }
    }

    var frame: PageFrame
    var hasEmail: Bool
    var hasSMS: Bool
    /// How many wait to be sent.
    var waiting: Int
    /// What went wrong last with one that waits.
    var trouble: String?
    /// Newest first.
    var dead: [Dead]
    var hasDead: Bool

    /// Creates the page.
    init(
        frame: PageFrame, hasEmail: Bool, hasSMS: Bool, waiting: Int, trouble: String?, dead: [Dead]
    ) {
        self.frame = frame
        self.hasEmail = hasEmail
        self.hasSMS = hasSMS
        self.waiting = waiting
        self.trouble = trouble
        self.dead = dead
        self.hasDead = !dead.isEmpty
    }
}
