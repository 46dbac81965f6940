import AuthDomain
import HTTPTypes
import Hummingbird

/// "Confirm that it is you", before a change of factors.
struct ReauthenticateRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames
    let cookies: SessionCookies

    func mount(on router: some RouterMethods<PasswordContext>) {
        router.get("reauthenticate") { request, context in
            let wanted = LocalPath.check(request.uri.queryParameters.get("next"))
            return form(context, wanted: wanted ?? "/profile/access")
        }
        router.post("reauthenticate") { _, context in try await confirm(context) }
    }

    private func confirm(_ context: PasswordContext) async throws -> Response {
        let wanted = LocalPath.check(context.form.optional("next")) ?? "/profile/access"
        let outcome = try await services.portal.reauthenticate(
            password: Password(context.form["password"]), code: context.form.optional("code"),
            visitor: context.visitor, source: context.source)
        switch outcome {
        case .done(let token, _):
            var response = Redirection(to: wanted).response
            cookies.setSession(token.text, on: &response)
            return response
        case .wrongPassword:
            return form(
                context, wanted: wanted, status: .unauthorized,
                problem: "That password is not right. Try again.")
        case .wrongCode(let reason):
            var response = form(
                context, wanted: wanted, status: CodeSentences.status(for: reason),
                problem: CodeSentences.text(for: reason))
            if case .throttled(let wait) = reason { response.setRetryAfter(wait) }
            return response
        case .throttled(let wait):
            var response = form(
                context, wanted: wanted, status: .tooManyRequests,
                problem: "Too many attempts. Try again in \(RetryPhrase.text(wait)).")
            response.setRetryAfter(wait)
            return response
        case .overloaded(let wait):
            throw PageProblem.busy(wait)
        case .sessionLost:
            return Redirection(to: "/sign-in").response
        }
    }

    private func form(
        _ context: PasswordContext, wanted: String, status: HTTPResponse.Status = .ok,
        problem: String? = nil
    ) -> Response {
        pages.response(
            ReauthenticatePage(
                frame: frames.visitor("Confirm that it is you", context, problem: problem),
                next: wanted, needsCode: context.visitor.hasFactor),
            status: status)
    }
}
