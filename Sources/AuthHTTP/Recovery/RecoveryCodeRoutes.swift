import AuthDomain
import Hummingbird

/// Recovery codes in the portal: how many are left, and new ones, shown once.
struct RecoveryCodeRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    func mount(on router: some RouterMethods<TwoFactorContext>) {
        router.get("profile/access/recovery-codes") { _, context in
            let left = try await services.recovery.codes.count(of: context.visitor.account.id)
            return pages.response(
                RecoveryCodesPage(
                    frame: frames.visitor(Phrase("Recovery codes"), context), hasCodes: left > 0,
                    left: frames.say(RecoveryCodeSentences.left(left), context),
                    isLow: left <= Recovery.CodeCount.few))
        }
        // The answer is the page itself: what is shown once cannot be fetched again. The script of every page
        // sees to it that a reload asks for the page above.
        router.post("profile/access/recovery-codes") { _, context in
            let account = context.visitor.account
            switch try await services.recovery.codes.issue(for: account, source: context.source) {
            case .frozen(let until):
                throw PageProblem.frozen(until: until)
            case .issued(let codes):
                return pages.response(
                    NewRecoveryCodesPage(
                        frame: frames.visitor(Phrase("Your recovery codes"), context),
                        codes: codes.map(\.text), made: Moment(services.clock.now),
                        donePath: "/profile/access/mobile",
                        heading: frames.say(
                            Phrase("Recovery codes of \(account.username.text) for \(frames.site.brand)"),
                            context),
                        hint: frames.say(
                            Phrase("Each code is good once, together with your password."), context)))
            }
        }
    }
}

/// What pages say of recovery codes.
enum RecoveryCodeSentences {
    /// How many are left.
    static func left(_ count: Int) -> Phrase {
        Phrase(count, one: "{1} code left", other: "{1} codes left")
    }
}
