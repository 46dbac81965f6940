import AuthDomain
import HTTPTypes
import Hummingbird

/// "Use another authenticator app": the classic key URI and its first code.
struct AuthenticatorRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames
    let cookies: SessionCookies
    let brand: String

    private static let base = "profile/access/authenticator/register"

    func mount(on router: some RouterMethods<FreshContext>) {
        router.get("profile/access/authenticator/register") { _, context in nameForm(context) }
        router.post("profile/access/authenticator/register") { _, context in
            try await begin(context)
        }
    }

    /// What goes on with a registration that was begun with a fresh proof.
    func mountSteps(on router: some RouterMethods<PasswordContext>) {
        router.get("profile/access/authenticator/register/{id}") { _, context in
            try show(try await find(context), context)
        }
        router.get("profile/access/authenticator/register/{id}/qr.svg") { _, context in
            try QRPicture.response(try sheet(try await find(context), context).uri)
        }
        router.post("profile/access/authenticator/register/{id}/code") { _, context in
            try await submit(context)
        }
        router.post("profile/access/authenticator/register/{id}/cancel") { _, context in
            _ = try await services.registrations.end(
                try await find(context), as: .cancelled, source: context.source)
            return Redirection(to: "/profile/access").response
        }
    }

    private func begin(_ context: FreshContext) async throws -> Response {
        let typed = context.form["device_name"].trimmingSpaces()
        guard let name = DeviceName(typed) else {
            return nameForm(
                context, typed: typed, problem: RegistrationSentences.badName,
                status: .unprocessableContent)
        }
        let begun = try await services.registrations.beginAuthenticator(
            name, for: context.visitor.account.id, source: context.source)
        switch begun {
        case .success(let registration):
            return Redirection(to: "/\(Self.base)/\(registration.id.text)").response
        case .failure(let obstacle):
            return nameForm(
                context, typed: typed, problem: RegistrationSentences.text(for: obstacle),
                status: .conflict)
        }
    }

    private func nameForm(
        _ context: FreshContext, typed: String = "", problem: String? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        pages.response(
            AuthenticatorPage(
                frame: frames.visitor("Use another authenticator app", context),
                deviceName: typed, nameProblem: problem),
            status: status)
    }

    private func show(
        _ registration: Registration, _ context: PasswordContext, problem: String? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let now = services.clock.now
        if let path = PortalFlow.next(for: registration, at: now) {
            return Redirection(to: path).response
        }
        let state = registration.state(at: now)
        let frame = frames.visitor("Use another authenticator app", context)
        if state != .pending {
            return pages.response(
                PairingEndedPage(
                    frame: frame, deviceName: registration.deviceName,
                    ending: state == .expired ? .expired : .exhausted,
                    restartPath: "/\(Self.base)"))
        }
        let sheet = try sheet(registration, context)
        return pages.response(
            AuthenticatorPage(
                frame: frame, deviceName: registration.deviceName,
                setup: AuthenticatorPage.Setup(
                    path: "/\(Self.base)/\(registration.id.text)", secret: sheet.secret,
                    link: sheet.uri, codeProblem: problem)),
            status: status)
    }

    private func submit(_ context: PasswordContext) async throws -> Response {
        let registration = try await find(context)
        let outcome = try await services.registrations.submit(
            code: context.form["code"], for: registration, of: context.visitor.account,
            source: context.source)
        switch outcome {
        case .registered:
            return try await RegistrationRise(services: services, cookies: cookies)
                .response(for: context, to: "/profile/access?done=registered")
        case .exhausted, .over:
            return Redirection(to: "/\(Self.base)/\(registration.id.text)").response
        case .wrong, .notClaimed, .throttled, .obstacle:
            return try show(
                try await find(context), context,
                problem: RegistrationSentences.text(for: outcome),
                status: RegistrationSentences.status(for: outcome))
        }
    }

    private func sheet(
        _ registration: Registration, _ context: PasswordContext
    ) throws -> RegistrationService.AuthenticatorSheet {
        guard registration.state(at: services.clock.now) == .pending,
            let sheet = try services.registrations.authenticatorSheet(
                of: registration, issuer: brand,
                username: context.visitor.account.username.text)
        else { throw PageProblem.notFound }
        return sheet
    }

    private func find(_ context: PasswordContext) async throws -> Registration {
        guard
            let id = context.parameters.get("id").flatMap(Identifier<Registration>.init(_:)),
            let found = try await services.registrations.find(
                id, of: context.visitor.account.id),
            case .authenticator = found.method
        else { throw PageProblem.notFound }
        return found
    }
}
