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
            let outcome = try await services.phone.proceed(
                session, step: step(form), thumbprint: thumbprint, clientID: client,
                source: context.source)
            return try respond(outcome)
        }
    }

    private func step(_ form: Form) -> SignIn.PhoneStep {
        if let code = form.optional("one_time_code") { return .oneTimeCode(code) }
        return form["skip"] == "true" ? .skip : .resume
    }

    private func respond(_ outcome: SignIn.PhoneOutcome) throws -> Response {
        switch outcome {
        case .accepted(let code):
            return JSON.response([
                "authorization_code": code.text, "server_time": services.clock.now.milliseconds,
            ])
        case .needs(let step, let session):
            throw OAuthProblem(
                .insufficientAuthorization, Self.sentence(step),
                members: members(step, session))
        case .refused:
            throw OAuthProblem(
                .accessDenied, "Username or password is not right. Check both and try again.")
        case .invalidSession:
            throw OAuthProblem(.invalidSession, "This sign-in is over. Sign in again.")
        case .throttled(let wait):
            throw OAuthProblem(
                .tooManyAttempts,
                "Too many attempts. Try again in \(RetryPhrase.text(wait)).", retryAfter: wait)
        case .overloaded(let wait):
            throw OAuthProblem(
                .temporarilyUnavailable,
                "The server is busy. Try again in \(RetryPhrase.text(wait)).", retryAfter: wait)
        }
    }

    private func members(
        _ step: SignIn.NextStep, _ session: SignIn.PendingSession
    ) -> [String: any Sendable] {
        var members: [String: any Sendable] = [
            "auth_session": session.text, "user_id": session.account.text,
            "expires_in": max((session.expiresAt - services.clock.now).secondsRoundedUp, 0),
        ]
        switch step {
        case .verifyDevice(let reason):
            members["next"] = "verify_device"
            if let reason { members["reason"] = reason.rawValue }
        case .offerDevice(let date):
            members["next"] = "offer_device"
            members["mandatory_from"] = date
        case .oneTimeCode(let wasWrong):
            members["next"] = "one_time_code"
            members["alternatives"] = ["verify_device"]
            if wasWrong { members["reason"] = "wrong_code" }
        case .confirmRegistration:
            members["next"] = "confirm_registration"
        }
        return members
    }

    private static func sentence(_ step: SignIn.NextStep) -> String {
        switch step {
        case .verifyDevice: "This phone must be registered first."
        case .offerDevice: "This phone can be registered now."
        case .oneTimeCode(let wasWrong):
            wasWrong
                ? "That code is not right. Type the code that is shown now."
                : "A one-time code is needed."
        case .confirmRegistration: "The code must be typed on the web first."
        }
    }
}

/// Forms of OAuth endpoints: no CSRF token, since no cookie is involved.
enum OAuthForm {
    /// Clients that may use these endpoints: the app, and the virtual phone of the client library.
    static let clients: Set<String> = ["countersign-app", "countersign-kit"]

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
