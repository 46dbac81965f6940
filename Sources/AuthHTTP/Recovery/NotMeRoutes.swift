import AuthDomain
import Hummingbird

/// "This was not me": the link in a notice, which needs no sign-in.
///
/// The answer never tells whether a link was known, unused and in time.
struct NotMeRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    func mount(on router: some RouterMethods<AnonymousContext>) {
        router.get("not-me") { _, context in done(context) }
        router.get("not-me/{token}") { _, context in ask(context) }
        router.post("not-me/{token}") { _, context in
            _ = try await services.recovery.repudiations.repudiate(
                link: context.parameters.get("token") ?? "", source: context.source)
            return Redirection(to: "/not-me").response
        }
    }

    private func ask(_ context: AnonymousContext) -> Response {
        // The form goes to the path that the browser shows; what does not parse is no path of ours.
        let token = LocalPath.encode(context.parameters.get("token") ?? "")
        return pages.response(
            QuestionPage(
                frame: frames.anonymous(Phrase("This was not me"), context),
                sentences: [
                    frames.say(
                        Phrase(
                            "With one click everything is signed out, the change is taken back, nothing can be changed for 24 hours, and the administrators are told."
                        ), context)
                ],
                button: frames.say(Phrase("Yes, this was not me"), context),
                path: "/not-me/" + token))
    }

    private func done(_ context: AnonymousContext) -> Response {
        func say(_ phrase: Phrase) -> String { frames.say(phrase, context) }
        return pages.response(
            DonePage(
                frame: frames.anonymous(Phrase("Thank you for telling us"), context),
                sentences: [
                    say(
                        Phrase(
                            "If the link was still good, everything is signed out now, the change is taken back, and nothing can be changed for 24 hours. A message confirms it."
                        ))
                ],
                steps: RepudiationSentences.nextSteps.map { say($0) }, path: "/sign-in",
                button: say(Phrase("Sign in"))))
    }
}

/// What people read once they have said "This was not me".
enum RepudiationSentences {
    /// What to do next, in order.
    static let nextSteps = [
        Phrase("If you got other messages about changes that were not yours, use the link in each of them."),
        Phrase("Ask your administrator for a new password: somebody may know yours."),
        Phrase("Sign in again and look at your devices."),
    ]
}
