import AuthDomain
import HTTPTypes
import Hummingbird

/// `/profile/password`: people change their own password.
struct PasswordRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames
    let cookies: SessionCookies

    func mount(on router: some RouterMethods<FreshContext>) {
        router.get("profile/password") { _, context in
            try check(context)
            return form(context)
        }
        router.post("profile/password") { _, context in try await change(context) }
    }

    /// Whoever has two factors has proved both, and everybody else what a first registration asks for.
    private func check(_ context: FreshContext) throws {
        if context.visitor.owesTwoFactors || context.visit.owesConfirmation {
            throw Redirection.secondStep
        }
    }

    private func change(_ context: FreshContext) async throws -> Response {
        try check(context)
        let typed = context.form["new"]
        guard let new = Password(typed) else {
            return form(
                context, newProblem: typed.isEmpty ? .tooShort(minimum: 8) : .tooLong(maximum: 256))
        }
        let outcome = try await services.recovery.passwords.change(
            from: Password(context.form["present"]), to: new, visitor: context.visitor,
            source: context.source)
        switch outcome {
        case .changed: return try await renewSession(context)
        case .wrongPassword:
            return form(
                context, presentProblem: Phrase("That password is not right. Try again."),
                status: .unauthorized)
        case .weak(let weakness): return form(context, newProblem: weakness)
        case .unchanged:
            return form(
                context, newProblem: Phrase("That is your password already."),
                status: .unprocessableContent)
        case .throttled(let wait):
            var response = form(
                context,
                presentProblem: Phrase("Too many attempts. Try again in \(RetryPhrase.phrase(wait))."),
                status: .tooManyRequests)
            response.setRetryAfter(wait)
            return response
        case .overloaded(let wait): throw PageProblem.busy(wait)
        case .frozen(let until): throw PageProblem.frozen(until: until)
        case .overtaken:
            throw PageProblem(
                status: .conflict, sentence: Phrase("Nothing was changed"),
                advice: Phrase("Your password or this sign-in has changed meanwhile. Sign in again."))
        }
    }

    /// The session goes on under a new identifier.
    private func renewSession(_ context: FreshContext) async throws -> Response {
        let session = context.visitor.session
        let raised = try await services.portal.raise(
            context.visitor, to: session.proof, isFreshProof: false, recording: nil)
        guard case .raised(let token, _) = raised else {
            return Redirection(to: "/sign-in").response
        }
        var response = Redirection(to: "/profile?done=password-changed").response
        cookies.setSession(token.text, on: &response)
        return response
    }

    private func form(_ context: FreshContext, newProblem weakness: Password.Weakness) -> Response {
        let problem =
            switch weakness {
            case .tooShort(let minimum):
                Phrase("A password has at least \(String(minimum)) characters.")
            case .tooLong(let maximum):
                Phrase("A password has at most \(String(maximum)) characters.")
            case .common: Phrase("Everybody tries this password first. Choose another one.")
            }
        return form(context, newProblem: problem, status: .unprocessableContent)
    }

    private func form(
        _ context: FreshContext, presentProblem: Phrase? = nil, newProblem: Phrase? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        pages.response(
            ChangePasswordPage(
                frame: frames.visitor(Phrase("Your password"), context, section: .details),
                presentProblem: presentProblem.map { frames.say($0, context) },
                newProblem: newProblem.map { frames.say($0, context) }),
            status: status)
    }
}
