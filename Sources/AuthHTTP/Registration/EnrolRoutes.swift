import AuthDomain
import Foundation
import HTTPTypes
import Hummingbird
import OTPCore

/// `POST /v1/registrations/own`: a phone registers itself, because an old one or a recovery code vouches
/// for it (`docs/protocol.md` §12).
struct EnrolRoutes: Sendable {
    let services: AuthServices

    /// The request as JSON.
    private struct Body: Decodable {
        let auth_session: String
        let device_name: String
        let public_key: String
        let device_model: String?
    }

    func mount(on router: some RouterMethods<ProvedContext>) {
        router.post("v1/registrations/own") { request, context in
            let buffer = try await request.body.collect(upTo: 8 * 1024)
            guard
                let body = try? JSONDecoder().decode(
                    Body.self, from: Data(buffer.readableBytesView)),
                let key = Base64URL.decode(body.public_key), key.count == 33
            else { throw ClaimProblems.invalidRequest }
            guard let name = NormalText.read(body.device_name).flatMap({ DeviceName($0) }) else {
                throw EnrolProblems.badName
            }
            let pending = try await PendingSignInCheck(services: services)
                .pending(body.auth_session, context)
            let outcome = try await services.phone.enrol(
                name, phonePublicKey: key, model: DeviceModel.clean(body.device_model ?? ""),
                by: pending, source: context.source)
            guard case .begun(.claimed(let grant)) = outcome else {
                throw EnrolProblems.problem(for: outcome)
            }
            return ClaimAnswer.response(grant, now: services.clock.now)
        }
    }
}

/// Finds the sign-in that an `auth_session` names.
struct PendingSignInCheck: Sendable {
    let services: AuthServices

    /// The pending sign-in of this very phone.
    ///
    /// - Throws: a ``Problem`` with status 401 when it is over or another phone's.
    func pending(_ session: String, _ context: ProvedContext) async throws -> PendingSignIn {
        guard let shown = OpaqueToken(shown: session, digest: services.digest),
            let pending = try await services.phoneStore.pending(shown.hash),
            pending.thumbprint == context.proof.thumbprint,
            services.clock.now < pending.expiresAt
        else { throw ClaimProblems.invalidSession }
        return pending
    }
}

/// The problems of a phone that registers itself.
enum EnrolProblems {
    static let badName = Problem(
        name: "invalid-device-name", status: .badRequest, title: "Device name not valid",
        detail: "A device name has 1 to 64 characters.")

    static func problem(for outcome: SignIn.EnrolOutcome) -> Problem {
        switch outcome {
        case .notVouchedFor, .begun(.obstacle(.confirmationNeeded)),
            .begun(.obstacle(.secondStepNeeded)):
            Problem(
                name: "not-approved", status: .forbidden, title: "Not approved",
                detail: "Nobody has approved this phone, or the approval is over. Ask again.")
        case .frozen(let until), .begun(.obstacle(.frozen(let until))): locked(until: until)
        case .begun(.obstacle(.nameTaken)):
            Problem(
                name: "device-name-taken", status: .conflict, title: "Name taken",
                detail: "You already have a device with this name. Choose another name.")
        case .begun(.obstacle(.deviceLimit(let limit))):
            Problem(
                name: "device-limit", status: .conflict, title: "Too many devices",
                detail: "You have \(limit) devices, which is the limit. Remove one on the web first.",
                members: ["limit": limit])
        case .begun(.claim(let outcome)): ClaimProblems.problem(for: outcome)
        case .begun(.claimed), .begun(.obstacle(.authenticatorsNotAllowed)): ClaimProblems.invalidRequest
        }
    }

    /// Nothing may be changed until `end`.
    static func locked(until end: Instant) -> Problem {
        Problem(
            name: "changes-locked", status: .conflict, title: "Changes are locked",
            detail: FreezeSentences.locked(until: end).english, members: ["until": end.milliseconds])
    }
}
