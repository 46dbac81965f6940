import AuthDomain
import HTTPTypes
import Hummingbird
import NIOCore
import QRCodec

/// The wizard "Register new device": name → QR code → code → done.
struct RegistrationRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames
    let cookies: SessionCookies

    private static let base = "profile/access/mobile/register"

    func mount(on router: some RouterMethods<FreshContext>) {
        router.get("profile/access/mobile/register") { _, context in nameForm(context) }
        router.post("profile/access/mobile/register") { _, context in try await begin(context) }
        router.post("profile/access/mobile/register/{id}/renew") { _, context in
            let old = try await find(context)
            let renewed = try await services.registrations.renew(old, source: context.source)
            return lead(to: renewed, context, name: old.deviceName)
        }
    }

    /// What goes on with a registration that was begun with a fresh proof.
    func mountSteps(on router: some RouterMethods<PasswordContext>) {
        router.get("profile/access/mobile/register/{id}") { _, context in
            try await show(try await find(context), context)
        }
        router.get("profile/access/mobile/register/{id}/qr.svg") { _, context in
            let registration = try await find(context)
            guard let sheet = try services.registrations.pairingSheetIfOpen(of: registration)
            else { throw PageProblem.notFound }
            return try QRPicture.response(sheet.link)
        }
        router.post("profile/access/mobile/register/{id}/code") { _, context in
            try await submit(context)
        }
        router.post("profile/access/mobile/register/{id}/reject") { _, context in
            let registration = try await find(context)
            _ = try await services.registrations.end(
                registration, as: .rejected, source: context.source)
            return Redirection(to: Self.path(registration)).response
        }
        router.post("profile/access/mobile/register/{id}/cancel") { _, context in
            let registration = try await find(context)
            _ = try await services.registrations.end(
                registration, as: .cancelled, source: context.source)
            return Redirection(to: "/profile/access/mobile").response
        }
    }

    private func begin(_ context: FreshContext) async throws -> Response {
        let typed = context.form["device_name"].trimmingSpaces()
        guard let name = DeviceName(typed) else {
            return nameForm(
                context, typed: typed, problem: RegistrationSentences.badName,
                status: .unprocessableContent)
        }
        let begun = try await services.registrations.beginPairing(
            name, for: context.visitor.account.id, source: context.source)
        return lead(to: begun, context, name: typed)
    }

    private func lead(
        to result: Result<Registration, RegistrationObstacle>, _ context: FreshContext,
        name: String
    ) -> Response {
        switch result {
        case .success(let registration):
            return Redirection(to: Self.path(registration)).response
        case .failure(let obstacle):
            return nameForm(
                context, typed: name, problem: RegistrationSentences.text(for: obstacle),
                status: .conflict)
        }
    }

    private func nameForm(
        _ context: FreshContext, typed: String = "", problem: String? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let first = context.visitor.account.displayName.split(separator: " ").first ?? "Maria"
        return pages.response(
            DeviceNamePage(
                frame: frames.visitor("Register new device", context), deviceName: typed,
                nameProblem: problem, example: "\(first)'s Pixel 8"),
            status: status)
    }

    private func show(
        _ registration: Registration, _ context: PasswordContext, problem: String? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let now = services.clock.now
        if let path = PortalFlow.next(for: registration, at: now) {
            return Redirection(to: path).response
        }
        let frame = frames.visitor("Register new device", context)
        if let ending = Self.ending(registration.state(at: now)) {
            return pages.response(
                PairingEndedPage(
                    frame: frame, deviceName: registration.deviceName, ending: ending))
        }
        guard let sheet = try services.registrations.pairingSheetIfOpen(of: registration),
            case .pairing(let pairing) = registration.method
        else { throw PageProblem.notFound }
        let model = pairing.claim.map { $0.model.isEmpty ? nil : $0.model } ?? nil
        return pages.response(
            PairingPage(
                frame: frame, path: Self.path(registration), deviceName: registration.deviceName,
                setupCode: sheet.setupCode, pairingLink: sheet.link,
                isClaimed: registration.storedState == .claimed, model: model,
                expiresIn: (registration.expiresAt - now).secondsRoundedUp, codeProblem: problem),
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
                .response(for: context, to: "/profile/access/mobile?done=registered")
        case .exhausted, .over:
            return Redirection(to: Self.path(registration)).response
        case .obstacle(let obstacle):
            return try await show(
                registration, context, problem: RegistrationSentences.text(for: obstacle),
                status: .conflict)
        case .wrong, .notClaimed, .throttled:
            // Reload: the tries have changed.
            return try await show(
                try await find(context), context,
                problem: RegistrationSentences.text(for: outcome),
                status: RegistrationSentences.status(for: outcome))
        }
    }

    private func find(_ context: some VisitorContext) async throws -> Registration {
        guard
            let id = context.parameters.get("id").flatMap(Identifier<Registration>.init(_:)),
            let found = try await services.registrations.find(
                id, of: context.visitor.account.id),
            case .pairing = found.method
        else { throw PageProblem.notFound }
        return found
    }

    private static func path(_ registration: Registration) -> String {
        "/\(base)/\(registration.id.text)"
    }

    private static func ending(_ state: Registration.State) -> PairingEndedPage.Ending? {
        switch state {
        case .expired: .expired
        case .exhausted: .exhausted
        case .rejected: .rejected
        case .pending, .claimed, .active, .cancelled: nil
        }
    }
}

/// After a registration the person has proved two factors: the session rises, under a new id.
struct RegistrationRise: Sendable {
    let services: AuthServices
    let cookies: SessionCookies

    func response(for context: PasswordContext, to path: String) async throws -> Response {
        var response = Redirection(to: path).response
        let raised = try await services.portal.raise(
            context.visitor, to: .twoFactor, recording: nil)
        if case .raised(let token, _) = raised { cookies.setSession(token.text, on: &response) }
        return response
    }
}

/// QR codes as pictures.
enum QRPicture {
    /// An SVG of `text` at level M (ISO/IEC 18004).
    static func response(_ text: String) throws -> Response {
        let symbol = try QREncoder.encode(Array(text.utf8), level: .medium)
        return Response(
            status: .ok, headers: [.contentType: "image/svg+xml", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: symbol.svg())))
    }
}
