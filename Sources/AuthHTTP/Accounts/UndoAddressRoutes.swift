import AuthDomain
import Hummingbird

/// The link by which an old address takes a change back.
struct UndoAddressRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    func mount(on router: some RouterMethods<AnonymousContext>) {
        MessageLinkRoutes(
            path: "address/undo",
            question: .init(
                title: Phrase("Keep your old address?"),
                sentence: Phrase(
                    "Your account gets back the address that this message was sent to. The new one is forgotten."
                ),
                button: Phrase("Keep my old address"), isDangerous: false),
            thanks: .init(
                title: Phrase("Your old address"),
                sentence: Phrase(
                    "If the link was still good, your account has its old address again. A message confirms it."
                ),
                steps: [
                    Phrase(
                        "If it was not you who changed it, use the link “This was not me” in the same message, too."
                    )
                ]),
            act: { token, source in
                _ = try await services.recovery.addresses.undo(link: token, source: source)
            }, pages: pages, frames: frames
        ).mount(on: router)
    }
}
