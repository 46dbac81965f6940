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
            return try await form(
                context, wanted: wanted ?? "/profile/access",
                usesRecoveryCode: request.uri.queryParameters.get("method") == recoveryCode)
        }
        router.post("reauthenticate") { _, context in try await confirm(context) }
    }

    private var recoveryCode: String { SignIn.SecondStepMethod.recoveryCode.rawValue }

    private func confirm(_ context: PasswordContext) async throws -> Response {
        let wanted = LocalPath.check(context.form.optional("next")) ?? "/profile/access"
        let outcome = try await services.portal.reauthenticate(
            password: Password(context.form["password"]), code: context.form.optional("code"),
            by: context.form["method"] == recoveryCode ? .recoveryCode : .phone, visitor: context.visitor,
            source: context.source)
        switch outcome {
        case .done(let token, _):
            var response = Redirection(to: wanted).response
            cookies.setSession(token.text, on: &response)
            return response
        case .wrongPassword:
            return try await form(
                context, wanted: wanted, status: .unauthorized,
                problem: Phrase("That password is not right. Try again."))
        case .wrongCode(let reason):
            var response = try await form(
                context, wanted: wanted, status: SecondStepSentences.status(for: reason),
                problem: SecondStepSentences.text(for: reason))
            if case .throttled(let wait) = reason { response.setRetryAfter(wait) }
            return response
        case .throttled(let wait):
            var response = try await form(
                context, wanted: wanted, status: .tooManyRequests,
                problem: Phrase("Too many attempts. Try again in \(RetryPhrase.phrase(wait))."))
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
        problem: Phrase? = nil, usesRecoveryCode: Bool? = nil
    ) async throws -> Response {
        let methods =
            context.visitor.hasFactor ? try await services.portal.methods(for: context.visitor) : []
        let hasRecoveryCodes = methods.contains(.recoveryCode)
        let isRecovery =
            hasRecoveryCodes && (usesRecoveryCode ?? (context.form["method"] == recoveryCode))
        return pages.response(
            ReauthenticatePage(
                frame: frames.visitor(Phrase("Confirm that it is you"), context, problem: problem),
                next: wanted, needsCode: context.visitor.hasFactor && !isRecovery,
                needsRecoveryCode: isRecovery, offersRecoveryCode: hasRecoveryCodes && !isRecovery,
                nextQuery: PortalFlow.nextQuery(wanted, after: "&")),
            status: status)
    }
}
