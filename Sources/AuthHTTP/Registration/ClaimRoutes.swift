import AuthDomain
import Foundation
import HTTPTypes
import Hummingbird
import OTPCore

/// `POST /v1/registrations/claim`: the phone's half of pairing (`docs/protocol.md`).
struct ClaimRoutes: Sendable {
    let services: AuthServices

    /// The request as JSON.
    private struct Body: Decodable {
        let auth_session: String
        let ticket: String?
        let setup_code: String?
        let device_name: String
        let public_key: String
        let device_model: String?
    }

    func mount(on router: some RouterMethods<ProvedContext>) {
        router.post("v1/registrations/claim") { request, context in
            let buffer = try await request.body.collect(upTo: 8 * 1024)
            guard
                let body = try? JSONDecoder().decode(
                    Body.self, from: Data(buffer.readableBytesView)),
                let claim = Self.read(body)
            else { throw ClaimProblems.invalidRequest }
            let pending = try await PendingSignInCheck(services: services)
                .pending(body.auth_session, context)
            let outcome = try await services.registrations.claim(
                claim, by: pending, source: context.source)
            guard case .claimed(let grant) = outcome else {
                throw ClaimProblems.problem(for: outcome)
            }
            return ClaimAnswer.response(grant, now: services.clock.now)
        }
    }

    private static func read(_ body: Body) -> RegistrationService.ClaimRequest? {
        let reference: RegistrationService.ClaimRequest.Reference
        switch (body.ticket, body.setup_code) {
        case (let ticket?, nil):
            guard let bytes = Base64URL.decode(ticket), bytes.count == 16 else { return nil }
            reference = .ticket(bytes)
        case (nil, let text?):
            guard let code = SetupCode(parsing: text) else { return nil }
            reference = .setupCode(code)
        default:
            return nil
        }
        guard
            let name = NormalText.read(body.device_name).flatMap({ DeviceName($0) }),
            let key = Base64URL.decode(body.public_key), key.count == 33
        else { return nil }
        return RegistrationService.ClaimRequest(
            reference: reference, deviceName: name, phonePublicKey: key,
            model: DeviceModel.clean(body.device_model ?? ""))
    }
}

/// What a phone gets that has claimed a registration.
enum ClaimAnswer {
    static func response(_ grant: RegistrationService.ClaimGrant, now: Instant) -> Response {
        JSON.response([
            "auth_session": grant.authSession.text,
            "registration_id": grant.registration.id.text,
            "user_id": grant.registration.account.text,
            "device_name": grant.registration.deviceName,
            "ticket": Base64URL.encode(grant.ticket),
            "server_public_key": Base64URL.encode(grant.serverPublicKey),
            "origin": grant.origin,
            "expires_in": max((grant.registration.expiresAt - now).secondsRoundedUp, 0),
            "server_time": now.milliseconds,
        ])
    }
}

/// The problems of claiming.
enum ClaimProblems {
    static let invalidRequest = Problem(
        name: "invalid-request", status: .badRequest, title: "Request not valid",
        detail: "The request is not complete or not well formed.")
    static let invalidSession = Problem(
        name: "invalid-session", status: .unauthorized, title: "Sign-in is over",
        detail: "This sign-in is over. Sign in again.")

    static func problem(for outcome: RegistrationService.ClaimOutcome) -> Problem {
        switch outcome {
        case .claimed, .invalidKey:
            return invalidRequest
        case .notFound:
            return Problem(
                name: "registration-not-found", status: .notFound, title: "Code not found",
                detail: "This code is not valid. Make a new QR code on the web and try again.")
        case .expired:
            return Problem(
                name: "registration-expired", status: .gone, title: "Code expired",
                detail: "This code has expired. Make a new QR code on the web and try again.")
        case .wrongAccount:
            return Problem(
                name: "wrong-account", status: .forbidden, title: "Another account's code",
                detail: """
                    This code belongs to another account. Sign in to the app and to the web as \
                    the same person.
                    """)
        case .nameDiffers(let difference):
            return Problem(
                name: "device-name-mismatch", status: .conflict, title: "Device name differs",
                detail: sentence(difference), members: ["difference": difference.rawValue])
        case .alreadyClaimed:
            return Problem(
                name: "already-claimed", status: .conflict, title: "Code already used",
                detail: """
                    Another phone has used this code already. If it was not yours, choose “This \
                    is not my phone” on the web. Then make a new QR code.
                    """)
        case .throttled(let wait):
            return Problem(
                name: "too-many-attempts", status: .tooManyRequests, title: "Too many attempts",
                detail: "Too many wrong codes. Try again in \(RetryPhrase.phrase(wait).english).",
                retryAfter: wait)
        }
    }

    private static func sentence(_ difference: DeviceName.Difference) -> String {
        switch difference {
        case .letterCase:
            """
            The device name differs from the one on the web in upper and lower case only. Type \
            it exactly as it is shown there.
            """
        case .spaces:
            "The device name differs from the one on the web in its spaces. Type it exactly."
        case .quotes:
            """
            The device name differs from the one on the web in its quotes or apostrophes. Type \
            it exactly.
            """
        case .other:
            "The device name is not the one on the web. Type it exactly as it is shown there."
        }
    }
}
