import AuthDomain
import Hummingbird

/// `/admin/messages`: how e-mails and text messages fare, for staff.
struct MessagesRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    /// Dead messages on the page.
    private static let most = 100
    private static let path = ConsoleSection.messages.path

    func mountList(on router: some RouterMethods<ConsoleContext<Right.SeeMessages>>) {
        router.get("admin/messages") { request, context in
            let done = request.uri.queryParameters.get("done")
            return try await list(context, notice: Self.notice(done))
        }
    }

    func mountTest(on router: some RouterMethods<ConsoleContext<Right.TryMessages>>) {
        router.post("admin/messages/test") { _, context in
            let outcome = try await services.messageCare.sendTest(
                to: context.visitor.account, by: context.agent.actor, source: context.source)
            switch outcome {
            case .sent: return Redirection(to: Self.path + "?done=tested").response
            case .noAddress: throw Self.noAddress
            case .throttled(let wait): throw Self.tooManyTests(wait)
            }
        }
    }

    func mountRetry(on router: some RouterMethods<ConsoleContext<Right.RetryMessages>>) {
        router.post("admin/messages/{id}/retry") { _, context in
            guard let id = context.parameters.get("id").flatMap(Identifier<Delivery.Message>.init(_:)),
                try await services.messageCare.retry(
                    id, by: context.agent.actor, source: context.source)
            else { throw Self.notRetried }
            return Redirection(to: Self.path + "?done=retried").response
        }
    }

    private func list(
        _ context: ConsoleContext<Right.SeeMessages>, notice: Phrase?
    ) async throws -> Response {
        let status = try await services.outbox.status(at: services.clock.now)
        let dead = try await services.outbox.dead(limit: Self.most)
        let role = context.visitor.account.role
        let ways = [
            (Delivery.Channel.email, Phrase("E-mail")), (.sms, Phrase("Text messages")),
        ].map { channel, name in
            MessagesPage.Way(
                channel, name: frames.say(name, context),
                isConfigured: services.channels.contains(channel), in: status)
        }
        return pages.response(
            MessagesPage(
                frame: frames.console(Phrase("Messages"), context, in: .messages, notice: notice),
                hasEmail: services.channels.contains(.email), ways: ways,
                trouble: status.trouble?.description,
                oldestWaiting: status.oldestWaiting.map { Moment($0) },
                mayTest: role.allows(.tryMessages),
                dead: dead.map { MessagesPage.Dead($0, mayRetry: role.allows(.retryMessages)) },
                hasDead: !dead.isEmpty))
    }

    private static func notice(_ done: String?) -> Phrase? {
        switch done {
        case "tested": Phrase("A test message is on its way to you")
        case "retried": Phrase("The message waits to be sent again")
        default: nil
        }
    }

    private static let noAddress = PageProblem(
        status: .conflict, sentence: Phrase("You have no address that a test could go to"),
        advice: Phrase("Add an e-mail address to your profile first."))

    private static let notRetried = PageProblem(
        status: .conflict, sentence: Phrase("This message cannot be sent again"),
        advice: Phrase("Codes never are, and notices for seven days. Somebody else may have done it already."))

    private static func tooManyTests(_ wait: Duration) -> PageProblem {
        PageProblem(
            status: .tooManyRequests, sentence: Phrase("That was enough tests for now"),
            advice: Phrase("Try again in \(RetryPhrase.phrase(wait))."), retryAfter: wait)
    }
}
