import AuthDomain
import HTTPTypes
import Hummingbird

/// The portal's sign-in with the password, and sign-out.
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
        router.post("sign-in") { request, context in try await signIn(request, context) }
        router.post("sign-out") { _, context in
            if let visitor = context.visitor {
                try await services.portal.signOut(visitor, source: context.source)
            }
            var response = Redirection(to: "/sign-in").response
            cookies.clearSession(on: &response)
            return response
        }
    }

    private func signIn(
        _ request: Request, _ context: AnonymousContext
    ) async throws -> Response {
        let typed = context.form["username"]
        let wanted = LocalPath.check(context.form.optional("next"))
        let outcome = try await services.portal.signIn(
            username: Username(typed.trimmingSpaces()),
            password: Password(context.form["password"]), replacing: context.visitor,
            source: context.source)
        switch outcome {
        case .signedIn(let token, _):
            let visitor = try await services.portal.visitor(token)
            if let visitor, let recalled = try await recall(visitor, request, context, wanted) {
                return recalled
            }
            var response = Redirection(to: PortalFlow.next(for: visitor, wanted: wanted)).response
            cookies.setSession(token.text, on: &response)
            return response
        case .refused:
            return form(
                context, username: typed, wanted: wanted, status: .unauthorized,
                problem: Phrase("Username or password is not right. Check both and try again."))
        case .throttled(let wait):
            var response = form(
                context, username: typed, wanted: wanted, status: .tooManyRequests,
                problem: Phrase("Too many attempts. Try again in \(RetryPhrase.phrase(wait))."))
            response.setRetryAfter(wait)
            return response
        case .overloaded(let wait):
            var response = form(
                context, username: typed, wanted: wanted, status: .serviceUnavailable,
                problem: Phrase("The server is busy. Try again in \(RetryPhrase.phrase(wait))."))
            response.setRetryAfter(wait)
            return response
        }
    }

    /// Lets a remembered browser go on without the second step; `nil`: it is not one, or a re-registration
    /// is in effect, under which the person needs a code and somebody else is not to get in by less.
    private func recall(
        _ visitor: SignIn.PortalVisitor, _ request: Request, _ context: AnonymousContext,
        _ wanted: String?
    ) async throws -> Response? {
        guard visitor.owesCode,
            let shown = cookies.browser(of: request)
                .flatMap({ OpaqueToken(shown: $0, digest: services.digest) }),
            try await !services.helpDesk.resets.isInEffect(for: visitor.account.id),
            let next = try await services.rememberedBrowsers.recognize(
                shown, of: visitor.account, source: context.source)
        else { return nil }
        let raised = try await services.portal.raise(
            visitor, to: SignIn.Proof(.confirmed, .passwordAndRememberedBrowser), recording: nil)
        guard case .raised(let token, _) = raised else { return nil }
        var response = Redirection(to: wanted ?? "/profile").response
        cookies.setSession(token.text, on: &response)
        cookies.setBrowser(next.text, days: visitor.decision.rememberedBrowserDays.value, on: &response)
        return response
    }

    private func form(
        _ context: AnonymousContext, username: String, wanted: String?,
        status: HTTPResponse.Status = .ok, problem: Phrase? = nil
    ) -> Response {
        pages.response(
            SignInPage(
                frame: frames.anonymous(Phrase("Sign in"), context, problem: problem),
                username: username, next: wanted),
            status: status)
    }
}

extension String {
    /// The text without white space at either end.
    func trimmingSpaces() -> String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
