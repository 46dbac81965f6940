import AuthDomain
import Hummingbird

/// The link by which an old address takes a change back; it needs no sign-in.
///
/// The answer never tells whether a link was known, unused and in time.
struct UndoAddressRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    func mount(on router: some RouterMethods<AnonymousContext>) {
        router.get("address/undo") { _, context in done(context) }
        router.get("address/undo/{token}") { _, context in ask(context) }
        router.post("address/undo/{token}") { _, context in
            _ = try await services.recovery.addresses.undo(
                link: context.parameters.get("token") ?? "", source: context.source)
            return Redirection(to: "/address/undo").response
        }
    }

    private func ask(_ context: AnonymousContext) -> Response {
        let token = LocalPath.encode(context.parameters.get("token") ?? "")
        return pages.response(
            QuestionPage(
                frame: frames.anonymous(Phrase("Keep your old address?"), context),
                sentences: [
                    frames.say(
                        Phrase(
                            "Your account gets back the address that this message was sent to. The new one is forgotten."
                        ), context)
                ],
                button: frames.say(Phrase("Keep my old address"), context),
                path: "/address/undo/" + token, isDangerous: false))
    }

    private func done(_ context: AnonymousContext) -> Response {
        func say(_ phrase: Phrase) -> String { frames.say(phrase, context) }
        return pages.response(
            DonePage(
                frame: frames.anonymous(Phrase("Your old address"), context),
                sentences: [
                    say(
                        Phrase(
                            "If the link was still good, your account has its old address again. A message confirms it."
                        ))
                ],
                steps: [
                    say(
                        Phrase(
                            "If it was not you who changed it, use the link “This was not me” in the same message, too."
                        ))
                ], path: "/sign-in", button: say(Phrase("Sign in"))))
    }
}
