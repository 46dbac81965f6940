import AuthDomain
import Hummingbird

/// A remembered browser in a list.
struct BrowserRow: Sendable {
    /// What it said it is: "Firefox on Windows".
    var name: String
    /// When it was remembered.
    var remembered: Moment
    /// When it was last spared the second step.
    var lastUsed: Moment
    /// Until when it is remembered.
    var expires: Moment
    /// The path that "Forget" posts to.
    var forgetPath: String

    /// Describes `browser`.
    init(_ browser: SignIn.RememberedBrowser) {
        name = browser.name
        remembered = Moment(browser.createdAt)
        lastUsed = Moment(browser.lastUsedAt)
        expires = Moment(browser.expiresAt)
        forgetPath = "/profile/access/browsers/\(browser.id.text)/forget"
    }
}

/// Forgetting remembered browsers; they are listed with the other access controls.
struct RememberedBrowserRoutes: Sendable {
    let services: AuthServices

    func mount(on router: some RouterMethods<PasswordContext>) {
        router.post("profile/access/browsers/{id}/forget") { _, context in
            // Whoever was let in because of a remembered browser changes nothing, this included.
            guard !context.visitor.owesTwoFactors else {
                return Redirection(to: Redirection.secondStep.path + "?next=/profile/access").response
            }
            guard
                let id = context.parameters.get("id")
                    .flatMap(Identifier<SignIn.RememberedBrowser>.init(_:)),
                try await services.rememberedBrowsers.forget(
                    id, of: context.visitor.account.id, source: context.source)
            else { throw PageProblem.notFound }
            return Redirection(to: "/profile/access?done=forgotten").response
        }
    }
}

extension AccessControlsPage {
    /// Lists `remembered` browsers.
    mutating func show(_ remembered: [SignIn.RememberedBrowser]) {
        browsers = remembered.map { BrowserRow($0) }
        hasBrowsers = !remembered.isEmpty
    }
}
