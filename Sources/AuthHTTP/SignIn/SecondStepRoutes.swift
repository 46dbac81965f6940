import AuthDomain
import HTTPTypes
import Hummingbird

/// The second step after the password, and the confirmation before a first registration.
struct SecondStepRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames
    let cookies: SessionCookies

    func mount(on router: some RouterMethods<AnonymousContext>) {
        router.get("sign-in/code") { request, context in
            let wanted = LocalPath.check(request.uri.queryParameters.get("next"))
            guard let visitor = owing(context) else { return elsewhere(context, wanted) }
            let methods = try await services.portal.methods(for: visitor)
            guard let method = chosen(request.uri.queryParameters.get("method"), among: methods)
            else { return list(methods, visitor, context, wanted) }
            return try await form(method, methods, visitor, context, wanted)
        }
        router.get("sign-in/methods") { request, context in
            let wanted = LocalPath.check(request.uri.queryParameters.get("next"))
            guard let visitor = owing(context) else { return elsewhere(context, wanted) }
            return list(try await services.portal.methods(for: visitor), visitor, context, wanted)
        }
        // The address of the answer to a send that came too soon, opened again.
        router.get("sign-in/code/send") { request, _ in
            let query = request.uri.query.map { "?" + $0 } ?? ""
            return Redirection(to: LocalPath.check("/sign-in/code" + query) ?? "/sign-in/code").response
        }
        router.post("sign-in/code") { _, context in try await take(context) }
        router.post("sign-in/code/send") { _, context in try await send(context) }
    }

    /// Who has a step to take; `nil`: nobody.
    private func owing(_ context: AnonymousContext) -> SignIn.PortalVisitor? {
        guard let visitor = context.visitor, visitor.owesTwoFactors || context.owesConfirmation
        else { return nil }
        return visitor
    }

    private func elsewhere(_ context: AnonymousContext, _ wanted: String?) -> Response {
        Redirection(to: PortalFlow.next(for: context.visitor, wanted: wanted)).response
    }

    /// The way that was asked for; the first one for who has a factor, and `nil` for who is to choose.
    private func chosen(
        _ name: String?, among methods: [SignIn.SecondStepMethod]
    ) -> SignIn.SecondStepMethod? {
        if let method = name.flatMap(SignIn.SecondStepMethod.init(rawValue:)), methods.contains(method) {
            return method
        }
        return methods.contains(.invitation) && methods.count > 1 ? nil : methods.first
    }

    private func take(_ context: AnonymousContext) async throws -> Response {
        let wanted = LocalPath.check(context.form.optional("next"))
        guard let visitor = owing(context) else { return elsewhere(context, wanted) }
        let methods = try await services.portal.methods(for: visitor)
        guard let method = chosen(context.form.optional("method"), among: methods)
        else { return list(methods, visitor, context, wanted) }
        let outcome = try await services.portal.take(
            context.form["code"], by: method, visitor: visitor, source: context.source)
        switch outcome {
        case .raised(let token, _):
            var response = Redirection(to: wanted ?? home(of: visitor)).response
            cookies.setSession(token.text, on: &response)
            if context.form["remember"] == "yes", mayRemember(method, visitor),
                let browser = try await services.rememberedBrowsers.remember(
                    BrowserName.text(context.source.userAgent), for: visitor.account,
                    source: context.source)
            {
                cookies.setBrowser(
                    browser.text, days: visitor.decision.rememberedBrowserDays.value, on: &response)
            }
            return response
        case .sessionLost:
            return Redirection(to: "/sign-in").response
        case .refused(let refusal):
            var response = try await form(
                method, methods, visitor, context, wanted,
                problem: SecondStepSentences.text(for: refusal),
                status: SecondStepSentences.status(for: refusal))
            if case .throttled(let wait) = refusal { response.setRetryAfter(wait) }
            return response
        }
    }

    /// Sends a PIN and goes to its page. The answer is the same whether or not there is an address.
    private func send(_ context: AnonymousContext) async throws -> Response {
        let wanted = LocalPath.check(context.form.optional("next"))
        guard let visitor = owing(context) else { return elsewhere(context, wanted) }
        let methods = try await services.portal.methods(for: visitor)
        guard let method = context.form.optional("method").flatMap(SignIn.SecondStepMethod.init(rawValue:)),
            let channel = method.channel,
            let sending = try await services.portal.sendPIN(
                by: channel, to: visitor, source: context.source)
        else { return list(methods, visitor, context, wanted) }
        switch sending {
        case .sent:
            let path = "/sign-in/code?method=\(method.rawValue)" + PortalFlow.nextQuery(wanted, after: "&")
            return Redirection(to: path).response
        case .limited(let wait):
            var response = try await form(
                method, methods, visitor, context, wanted,
                problem: SecondStepSentences.limited(wait), status: .tooManyRequests)
            response.setRetryAfter(wait)
            return response
        }
    }

    /// Whether the browser may be remembered with a step by `method`: not with a code that somebody else
    /// handed out, nor where a step raises what goes on already.
    private func mayRemember(
        _ method: SignIn.SecondStepMethod, _ visitor: SignIn.PortalVisitor
    ) -> Bool {
        visitor.decision.rememberedBrowserDays.value > 0 && visitor.owesCode && method != .bypassCode
    }

    private func home(of visitor: SignIn.PortalVisitor) -> String {
        visitor.hasFactor ? "/profile" : "/profile/access/mobile/register"
    }

    private func form(
        _ method: SignIn.SecondStepMethod, _ methods: [SignIn.SecondStepMethod],
        _ visitor: SignIn.PortalVisitor, _ context: AnonymousContext, _ wanted: String?,
        problem: Phrase? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        var pin: SecondStepPage.PIN?
        if let channel = method.channel {
            let state = try await services.portal.pinState(of: visitor, by: channel)
            pin = SecondStepPage.PIN(channel, state, now: services.clock.now) { frames.say($0, context) }
        }
        var page = SecondStepPage(
            frame: frames.anonymous(Phrase("One-time code"), context), visitor: visitor, method: method,
            pin: pin, hasOtherWays: methods.count > 1)
        page.next = wanted
        page.nextQuery = PortalFlow.nextQuery(wanted, after: "&")
        page.rememberDays =
            mayRemember(method, visitor) ? visitor.decision.rememberedBrowserDays.value : nil
        if page.asksForDigits || page.longCode != nil {
            page.codeProblem = problem.map { frames.say($0, context) }
            page.frame.reference = problem == nil ? nil : context.source.reference
        } else {
            // There is no field that the sentence could stand at.
            page.frame = frames.anonymous(Phrase("One-time code"), context, problem: problem)
        }
        return pages.response(page, status: status)
    }

    private func list(
        _ methods: [SignIn.SecondStepMethod], _ visitor: SignIn.PortalVisitor,
        _ context: AnonymousContext, _ wanted: String?
    ) -> Response {
        pages.response(
            SecondStepMethodsPage(
                frame: frames.anonymous(Phrase("Choose how to confirm that it is you"), context),
                ways: methods.map { SecondStepMethodsPage.Way($0) }, next: wanted,
                nextQuery: PortalFlow.nextQuery(wanted, after: "&"),
                isConfirmation: !visitor.hasFactor))
    }
}
