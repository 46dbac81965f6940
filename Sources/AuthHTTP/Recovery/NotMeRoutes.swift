import AuthDomain
import Hummingbird

/// "This was not me": the link in a notice.
struct NotMeRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    func mount(on router: some RouterMethods<AnonymousContext>) {
        MessageLinkRoutes(
            path: "not-me",
            question: .init(
                title: Phrase("This was not me"),
                sentence: Phrase(
                    "With one click everything is signed out, the change is taken back, nothing can be changed for 24 hours, and the administrators are told."
                ),
                button: Phrase("Yes, this was not me"), isDangerous: true),
            thanks: .init(
                title: Phrase("Thank you for telling us"),
                sentence: Phrase(
                    "If the link was still good, everything is signed out now, the change is taken back, and nothing can be changed for 24 hours. A message confirms it."
                ),
                steps: RepudiationSentences.nextSteps),
            act: { token, source in
                _ = try await services.recovery.repudiations.repudiate(link: token, source: source)
            }, pages: pages, frames: frames
        ).mount(on: router)
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
