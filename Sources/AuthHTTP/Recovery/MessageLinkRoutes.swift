import AuthDomain
import Hummingbird

/// A link in a message that works without a sign-in: a page asks, its button acts, a page thanks.
///
/// Looking at the link does nothing, because mail scanners look at all of them. The answer never tells
/// whether a link was known, unused and in time.
struct MessageLinkRoutes: Sendable {
    /// The path before the token, as in `address/undo`.
    let path: String
    let question: Question
    let thanks: Thanks
    /// Does what the link is for, given its token.
    let act: @Sendable (_ token: String, _ source: RequestSource) async throws -> Void

    let pages: PageRenderer
    let frames: PageFrames

    /// What is asked before anything is done.
    struct Question: Sendable {
        let title: Phrase
        let sentence: Phrase
        let button: Phrase
        /// Whether the button takes something away.
        let isDangerous: Bool
    }

    /// What is said afterwards.
    struct Thanks: Sendable {
        let title: Phrase
        let sentence: Phrase
        /// What to do next, in order.
        let steps: [Phrase]
    }

    func mount(on router: some RouterMethods<AnonymousContext>) {
        router.get(RouterPath(path)) { _, context in thank(context) }
        router.get(RouterPath(path + "/{token}")) { _, context in ask(context) }
        router.post(RouterPath(path + "/{token}")) { _, context in
            try await act(context.parameters.get("token") ?? "", context.source)
            return Redirection(to: "/" + path).response
        }
    }

    private func ask(_ context: AnonymousContext) -> Response {
        // The form goes to the path that the browser shows; what does not parse is no path of ours.
        let token = LocalPath.encode(context.parameters.get("token") ?? "")
        return pages.response(
            QuestionPage(
                frame: frames.anonymous(question.title, context),
                sentences: [frames.say(question.sentence, context)],
                button: frames.say(question.button, context),
                path: "/\(path)/\(token)", isDangerous: question.isDangerous))
    }

    private func thank(_ context: AnonymousContext) -> Response {
        pages.response(
            DonePage(
                frame: frames.anonymous(thanks.title, context),
                sentences: [frames.say(thanks.sentence, context)],
                steps: thanks.steps.map { frames.say($0, context) },
                path: "/sign-in", button: frames.say(Phrase("Sign in"), context)))
    }
}
