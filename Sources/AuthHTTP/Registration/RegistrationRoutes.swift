import AuthDomain
import HTTPTypes
import Hummingbird
import NIOCore
import QRCodec

/// The wizard of a registration: name → QR code → code → done. One for each ``WizardKind``.
struct RegistrationRoutes<Kind: WizardKind>: Sendable {
    let kind: Kind
    let services: AuthServices
    let pages: PageRenderer
    let cookies: SessionCookies

    /// The steps that begin something, and so need a fresh proof of identity.
    func mountBeginning(on router: some RouterMethods<EnrolmentContext>) {
        router.get(RouterPath(kind.base)) { _, context in
            pages.response(kind.namePage(context, typed: "", problem: nil))
        }
        router.post(RouterPath(kind.base)) { _, context in
            let typed = context.form["device_name"].trimmingSpaces()
            guard let name = DeviceName(typed) else {
                return pages.response(
                    kind.namePage(context, typed: typed, problem: RegistrationSentences.badName),
                    status: .unprocessableContent)
            }
            return try await begin(name, context)
        }
        router.post(RouterPath(kind.base + "/{id}/renew")) { _, context in
            let old = try await find(context)
            guard let name = DeviceName(old.deviceName) else { throw PageProblem.notFound }
            return try await begin(name, context)
        }
    }

    /// What goes on with a registration that was begun so.
    func mountSteps(on router: some RouterMethods<PasswordContext>) {
        router.get(RouterPath(kind.base + "/{id}")) { _, context in
            try show(try await find(context), context)
        }
        router.get(RouterPath(kind.base + "/{id}/qr.svg")) { _, context in
            let registration = try await find(context)
            guard let text = try kind.pictured(registration, for: context.visitor.account)
            else { throw PageProblem.notFound }
            return try QRPicture.response(text)
        }
        // The address of the answer to a wrong code, opened again.
        router.get(RouterPath(kind.base + "/{id}/code")) { _, context in
            Redirection(to: path(try await find(context))).response
        }
        router.post(RouterPath(kind.base + "/{id}/code")) { _, context in
            try await submit(context)
        }
        router.post(RouterPath(kind.base + "/{id}/reject")) { _, context in
            Redirection(to: path(try await end(context, as: .rejected))).response
        }
        router.post(RouterPath(kind.base + "/{id}/cancel")) { _, context in
            _ = try await end(context, as: .cancelled)
            return Redirection(to: kind.home).response
        }
    }

    private func begin(_ name: DeviceName, _ context: EnrolmentContext) async throws -> Response {
        let begun = try await kind.begin(
            name, by: context.visitor, source: context.source)
        switch begun {
        case .success(let registration):
            return Redirection(to: path(registration)).response
        case .failure(let obstacle):
            return pages.response(
                kind.namePage(
                    context, typed: name.text, problem: RegistrationSentences.text(for: obstacle)),
                status: .conflict)
        }
    }

    private func show(
        _ registration: Registration, _ context: PasswordContext, problem: Phrase? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let now = services.clock.now
        if let path = PortalFlow.next(for: registration, at: now) {
            return Redirection(to: path).response
        }
        if let ending = PairingEndedPage.Ending(registration.state(at: now)) {
            return pages.response(kind.endPage(registration, ending, context))
        }
        guard
            let page = try kind.codePage(
                registration, path: path(registration), context, problem: problem)
        else { throw PageProblem.notFound }
        return pages.response(page, status: status)
    }

    private func submit(_ context: PasswordContext) async throws -> Response {
        let registration = try await find(context)
        let outcome = try await services.registrations.submit(
            code: context.form["code"], for: registration, of: context.visitor.account,
            proved: context.visitor.session.proof, replacing: replacement(context),
            keeping: context.visitor.session.idHash, source: context.source)
        switch outcome {
        case .registered:
            return try await rise(context)
        case .exhausted, .over:
            return Redirection(to: path(registration)).response
        case .wrong, .wrongAlgorithm, .notClaimed, .throttled, .obstacle:
            // Read again: the tries have changed.
            var response = try show(
                try await find(context), context,
                problem: RegistrationSentences.text(for: outcome),
                status: RegistrationSentences.status(for: outcome))
            if case .throttled(let wait) = outcome { response.setRetryAfter(wait) }
            return response
        }
    }

    /// What the new device comes in place of, under a re-registration.
    private func replacement(_ context: PasswordContext) -> FactorReplacement? {
        context.visitor.reset.map {
            services.helpDesk.resets.replacement(
                under: $0, of: context.visitor.account, source: context.source)
        }
    }

    /// Password and the new device's code are two factors: the session rises, under a new id.
    private func rise(_ context: PasswordContext) async throws -> Response {
        var response = Redirection(to: kind.home + "?done=registered").response
        let raised = try await services.portal.raise(
            context.visitor, to: SignIn.Proof(.twoFactor, .passwordAndCode), isFreshProof: false, recording: nil)
        if case .raised(let token, _) = raised { cookies.setSession(token.text, on: &response) }
        return response
    }

    private func end(
        _ context: PasswordContext, as state: Registration.State
    ) async throws -> Registration {
        let registration = try await find(context)
        _ = try await services.registrations.end(registration, as: state, source: context.source)
        return registration
    }

    private func find(_ context: some VisitorContext) async throws -> Registration {
        guard
            let id = context.parameters.get("id").flatMap(Identifier<Registration>.init(_:)),
            let found = try await services.registrations.find(
                id, of: context.visitor.account.id),
            kind.owns(found.method)
        else { throw PageProblem.notFound }
        return found
    }

    private func path(_ registration: Registration) -> String {
        "/\(kind.base)/\(registration.id.text)"
    }
}

extension PairingEndedPage.Ending {
    /// The ending that `state` is; `nil` when the registration goes on or leads elsewhere.
    init?(_ state: Registration.State) {
        switch state {
        case .expired: self = .expired
        case .exhausted: self = .exhausted
        case .rejected: self = .rejected
        case .pending, .claimed, .active, .cancelled: return nil
        }
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
