import AuthDomain
import Hummingbird

/// "Stop this": a person objects to the re-registration of their own phones.
struct OwnResetRoutes: Sendable {
    let services: AuthServices

    func mount(on router: some RouterMethods<PasswordContext>) {
        router.post("profile/access/reset/stop") { _, context in
            let isStopped = try await services.helpDesk.resets.veto(
                by: context.visitor.account, source: context.source)
            return Redirection(to: "/profile/access" + (isStopped ? "?done=stopped" : "")).response
        }
    }
}

/// An open re-registration, as the person sees it on their own pages.
struct OwnReset: Sendable {
    var effective: Moment
    var expires: Moment
    /// It can be used, by whoever has proved enough.
    var isInEffect: Bool
    /// This very session may register a new phone under it.
    var mayUse: Bool

    /// The open reset of the signed-in person.
    init?(_ context: PasswordContext, _ services: AuthServices) async throws {
        guard let reset = try await services.helpDesk.resets.open(of: context.visitor.account.id)
        else { return nil }
        effective = Moment(reset.effectiveAt)
        expires = Moment(reset.expiresAt)
        isInEffect = reset.state(at: services.clock.now) == .inEffect
        mayUse = context.visitor.reset != nil
    }
}
