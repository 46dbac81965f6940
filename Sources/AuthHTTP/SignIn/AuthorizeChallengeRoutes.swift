import AuthDomain
import HTTPTypes
import Hummingbird

/// `POST /oauth/authorize-challenge`: the app's sign-in without a browser
/// (draft-ietf-oauth-first-party-apps §5).
struct AuthorizeChallengeRoutes: Sendable {
    let services: AuthServices

    func mount(on router: some RouterMethods<ProvedContext>) {
        router.post("oauth/authorize-challenge") { request, context in
            let form = try await OAuthForm.read(request, context)
            let client = try OAuthForm.client(form)
            let thumbprint = context.proof.thumbprint
            guard let shown = form.optional("auth_session") else {
                let outcome = try await services.phone.begin(
                    SignIn.PhoneCredentials(
                        username: Username(form["username"].trimmingSpaces()),
                        password: Password(form["password"]), clientID: client,
                        model: DeviceModel.clean(form["device_model"])),
                    thumbprint: thumbprint, source: context.source)
                return try respond(outcome)
            }
            guard let session = OpaqueToken(shown: shown, digest: services.digest) else {
                return try respond(.invalidSession)
            }
            guard let step = Self.step(form) else {
                throw OAuthProblem(.invalidRequest, "One step at a time, and only steps that exist.")
            }
            let outcome = try await services.phone.proceed(
                session, step: step, thumbprint: thumbprint, clientID: client,
                source: context.source)
            return try respond(outcome)
        }
    }

    /// The one step that `form` takes; `nil` when it takes several, or one that does not exist.
    static func step(_ form: Form) -> SignIn.PhoneStep? {
        var steps: [SignIn.PhoneStep] = []
        if let code = form.optional("one_time_code") { steps.append(.oneTimeCode(code)) }
        if let pin = form.optional("pin") { steps.append(.pin(pin)) }
        if let code = form.optional("recovery_code") { steps.append(.recoveryCode(code)) }
        if let code = form.optional("bypass_code") { steps.append(.bypassCode(code)) }
        if let name = form.optional("send_pin") {
            guard let channel = Delivery.Channel(rawValue: name) else { return nil }
            steps.append(.sendPIN(channel))
        }
        if form["approval"] == "ask" { steps.append(.askApproval) }
        if form["skip"] == "true" { steps.append(.skip) }
        return steps.count < 2 ? steps.first ?? .resume : nil
    }

    private func respond(_ outcome: SignIn.PhoneOutcome) throws -> Response {
        switch outcome {
        case .accepted(let code):
            return JSON.response([
                "authorization_code": code.text, "server_time": services.clock.now.milliseconds,
            ])
        case .needs(let step, let session):
            throw OAuthProblem(
                .insufficientAuthorization, PhoneStepAnswer.sentence(step),
                members: PhoneStepAnswer.members(step, session, now: services.clock.now))
        case .refused:
            throw OAuthProblem(
                .accessDenied, "Username or password is not right. Check both and try again.")
        case .invalidSession:
            throw OAuthProblem(.invalidSession, "This sign-in is over. Sign in again.")
        case .refusedByPhone:
            throw OAuthProblem(
                .invalidSession, "Your other phone refused this. The sign-in is over.",
                members: ["reason": "refused_by_phone"])
        case .frozen(let until):
            throw OAuthProblem(
                .accessDenied, FreezeSentences.locked(until: until).english,
                members: ["reason": "changes_locked", "until": until.milliseconds])
        case .throttled(let wait):
            throw OAuthProblem(
                .tooManyAttempts,
                "Too many attempts. Try again in \(RetryPhrase.phrase(wait).english).", retryAfter: wait)
        case .overloaded(let wait):
            throw OAuthProblem(
                .temporarilyUnavailable,
                "The server is busy. Try again in \(RetryPhrase.phrase(wait).english).", retryAfter: wait)
        }
    }
}

/// Forms of OAuth endpoints: no CSRF token, since no cookie is involved.
enum OAuthForm {
    /// Clients that may use these endpoints: the app, and the virtual phone of the client library.
    static let clients = SignIn.clients

    /// Reads the form of `request`.
    static func read(_ request: Request, _ context: ProvedContext) async throws -> Form {
        let type = request.headers[.contentType] ?? ""
        guard type.lowercased().hasPrefix("application/x-www-form-urlencoded") else {
            throw OAuthProblem(
                .invalidRequest, "Send a form: application/x-www-form-urlencoded.")
        }
        let body = try await request.body.collect(upTo: 16 * 1024)
        guard let form = Form(Array(body.readableBytesView)) else {
            throw OAuthProblem(.invalidRequest, "The form could not be read.")
        }
        return form
    }

    /// The known client that sent `form`.
    static func client(_ form: Form) throws -> String {
        guard clients.contains(form["client_id"]) else {
            throw OAuthProblem(.invalidClient, "This client is not known here.")
        }
        return form["client_id"]
    }
}

/// What a phone says it is.
enum DeviceModel {
    /// `text` without control and direction characters, at most 64 characters.
    static func clean(_ text: String) -> String {
        let visible = text.unicodeScalars.prefix(256).filter {
            !InvisibleText.isInvisible($0)
        }
        return String(String(String.UnicodeScalarView(visible)).trimmingSpaces().prefix(64))
    }
}
