import AuthDomain
import Hummingbird

/// "This was not me" beside an event in the portal's own list.
struct ReportRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames
    let cookies: SessionCookies

    func mount(on router: some RouterMethods<PasswordContext>) {
        router.get("profile/access/events/{sequence}/not-me") { _, context in
            let sequence = try sequence(context)
            let account = context.visitor.account.id
            guard let event = try await services.recovery.events.event(sequence, of: account),
                event.action.isRepudiable
            else { throw PageProblem.notFound }
            return pages.response(
                QuestionPage(
                    frame: frames.visitor(Phrase("This was not me"), context),
                    sentences: [
                        frames.say(SecurityEventSentences.sentence(event), context),
                        frames.say(
                            Phrase(
                                "If that was not you: everything is signed out, also this browser, the change is taken back, nothing can be changed for 24 hours, and the administrators are told."
                            ), context),
                    ],
                    button: frames.say(Phrase("Yes, this was not me"), context),
                    path: path(of: sequence), cancelPath: "/profile/access"))
        }
        router.post("profile/access/events/{sequence}/not-me") { _, context in
            let report = try await services.recovery.repudiations.repudiate(
                event: try sequence(context), of: context.visitor.account, source: context.source)
            switch report {
            case .done:
                var response = Redirection(to: "/not-me").response
                cookies.clearSession(on: &response)
                return response
            case .alreadyReported: return Redirection(to: "/profile/access").response
            case .notFound: throw PageProblem.notFound
            }
        }
    }

    /// The event that is asked for, by somebody who has proved two factors: devices are named in events,
    /// and a report takes one away.
    private func sequence(_ context: PasswordContext) throws -> Int64 {
        guard context.visitor.session.assurance == .twoFactor,
            let sequence = context.parameters.get("sequence").flatMap({ Int64($0) }), sequence > 0
        else { throw PageProblem.notFound }
        return sequence
    }

    private func path(of sequence: Int64) -> String { "/profile/access/events/\(sequence)/not-me" }
}
