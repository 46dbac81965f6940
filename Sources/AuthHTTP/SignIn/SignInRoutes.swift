import AuthDomain
import HTTPTypes
import Hummingbird

/// The portal's sign-in, second step and sign-out.
struct SignInRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames
    let cookies: SessionCookies

    func mount(on router: some RouterMethods<AnonymousContext>) {
        router.get("/") { _, context in
            Redirection(to: PortalFlow.next(for: context.visitor, wanted: nil)).response
        }
        router.get("sign-in") { request, context in
            let wanted = LocalPath.check(request.uri.queryParameters.get("next"))
            if context.visitor != nil {
                return Redirection(to: PortalFlow.next(for: context.visitor, wanted: wanted))
                    .response
            }
            return form(context, username: "", wanted: wanted)
        }
        router.post("sign-in") { _, context in try await signIn(context) }
        router.get("sign-in/code") { request, context in
            let wanted = LocalPath.check(request.uri.queryParameters.get("next"))
            guard let visitor = context.visitor, visitor.owesCode else {
                return Redirection(to: PortalFlow.next(for: context.visitor, wanted: wanted))
                    .response
            }
            return codeForm(context, visitor, wanted: wanted)
        }
        router.post("sign-in/code") { _, context in try await prove(context) }
        router.post("sign-out") { _, context in
            if let visitor = context.visitor {
                try await services.portal.signOut(visitor, source: context.source)
            }
            var response = Redirection(to: "/sign-in").response
            cookies.clearSession(on: &response)
            return response
        }
    }

    private func signIn(_ context: AnonymousContext) async throws -> Response {
        let typed = context.form["username"]
        let wanted = LocalPath.check(context.form.optional("next"))
        let outcome = try await services.portal.signIn(
            username: Username(typed.trimmingSpaces()),
            password: Password(context.form["password"]), replacing: context.visitor,
            source: context.source)
        switch outcome {
        case .signedIn(let token, _):
            let visitor = try await services.portal.visitor(token)
            var response = Redirection(to: PortalFlow.next(for: visitor, wanted: wanted)).response
            cookies.setSession(token.text, on: &response)
            return response
        case .refused:
            return form(
                context, username: typed, wanted: wanted, status: .unauthorized,
                problem: "Username or password is not right. Check both and try again.")
        case .throttled(let wait):
            var response = form(
                context, username: typed, wanted: wanted, status: .tooManyRequests,
                problem: "Too many attempts. Try again in \(RetryPhrase.text(wait)).")
            response.setRetryAfter(wait)
            return response
        case .overloaded(let wait):
            var response = form(
                context, username: typed, wanted: wanted, status: .serviceUnavailable,
                problem: "The server is busy. Try again in \(RetryPhrase.text(wait)).")
            response.setRetryAfter(wait)
            return response
        }
    }

    private func prove(_ context: AnonymousContext) async throws -> Response {
        let wanted = LocalPath.check(context.form.optional("next"))
        guard let visitor = context.visitor, visitor.owesCode else {
            return Redirection(to: PortalFlow.next(for: context.visitor, wanted: wanted)).response
        }
        let outcome = try await services.portal.prove(
            code: context.form["code"], visitor: visitor, source: context.source)
        switch outcome {
        case .raised(let token, _):
            var response = Redirection(to: wanted ?? "/profile").response
            cookies.setSession(token.text, on: &response)
            return response
        case .sessionLost:
            return Redirection(to: "/sign-in").response
        case .refused(let reason):
            var response = codeForm(
                context, visitor, wanted: wanted, problem: CodeSentences.text(for: reason),
                status: CodeSentences.status(for: reason))
            if case .throttled(let wait) = reason { response.setRetryAfter(wait) }
            return response
        }
    }

    private func form(
        _ context: AnonymousContext, username: String, wanted: String?,
        status: HTTPResponse.Status = .ok, problem: String? = nil
    ) -> Response {
        pages.response(
            SignInPage(
                frame: frames.anonymous("Sign in", context, problem: problem),
                username: username, next: wanted),
            status: status)
    }

    private func codeForm(
        _ context: AnonymousContext, _ visitor: SignIn.PortalVisitor, wanted: String?,
        problem: String? = nil, status: HTTPResponse.Status = .ok
    ) -> Response {
        pages.response(
            SecondStepPage(
                frame: frames.anonymous("One-time code", context),
                username: visitor.account.username.text, next: wanted, codeProblem: problem),
            status: status)
    }
}

/// What a refused code means to a person.
enum CodeSentences {
    static func text(for outcome: SignIn.CodeOutcome) -> String {
        switch outcome {
        case .accepted, .wrong, .noFactor:
            "That code is not right. Type the code that your phone shows now."
        case .alreadyUsed:
            "That code was used already. Wait for the next one and type it."
        case .throttled(let wait):
            "Too many wrong codes. Try again in \(RetryPhrase.text(wait))."
        case .disabled:
            "Codes are switched off after too many wrong ones. Ask your administrator for help."
        }
    }

    static func status(for outcome: SignIn.CodeOutcome) -> HTTPResponse.Status {
        if case .throttled = outcome { return .tooManyRequests }
        return .unauthorized
    }
}

extension String {
    /// The text without white space at either end.
    func trimmingSpaces() -> String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
