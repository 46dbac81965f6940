import AuthDomain
import Foundation
import HTTPTypes
import Hummingbird
import OTPCore

/// What a registered phone says to the request of a new one, and its own farewell.
///
/// `POST /v1/me/approvals/{id}` decides; `POST /v1/me/device/remove` removes the very phone that asks, if it
/// has just approved another.
struct PhoneApprovalRoutes: Sendable {
    let services: AuthServices

    /// A decision as JSON.
    private struct Body: Decodable {
        let decision: String
        let number: Int?
        let confirmation: String?
    }

    func mount(on router: some RouterMethods<ProvedContext>) {
        router.post("v1/me/approvals/{id}") { request, context in
            let (holder, phone) = try await phone(context)
            let buffer = try await request.body.collect(upTo: 2 * 1024)
            guard
                let body = try? JSONDecoder().decode(
                    Body.self, from: Data(buffer.readableBytesView)),
                let decision = Self.decision(body)
            else { throw ClaimProblems.invalidRequest }
            guard
                let id = context.parameters.get("id").flatMap(Identifier<PhoneApproval>.init(_:))
            else { throw PhoneApprovalProblems.over }
            let outcome = try await services.app.approvals.decide(
                id, decision, by: phone, of: holder.account, source: context.source)
            switch outcome {
            case .approved: return answer("approved")
            case .refused: return answer("refused")
            case .wrongNumber: throw PhoneApprovalProblems.wrongNumber
            case .notConfirmed: throw PhoneApprovalProblems.notConfirmed
            case .over: throw PhoneApprovalProblems.over
            case .frozen(let until): throw EnrolProblems.locked(until: until)
            }
        }
        router.post("v1/me/device/remove") { _, context in
            let (holder, phone) = try await phone(context)
            guard let sight = try await services.app.approvals.sight(for: phone),
                sight.state == .used, sight.device != nil
            else { throw PhoneApprovalProblems.staysForNow }
            let removal = try await services.devices.remove(
                phone.id, of: holder.account, by: .person, source: context.source)
            if case .frozen(let until) = removal { throw EnrolProblems.locked(until: until) }
            return answer("removed")
        }
    }

    private static func decision(_ body: Body) -> SignIn.PhoneApprovals.Decision? {
        switch (body.decision, body.number, body.confirmation) {
        case ("refuse", nil, nil): return .refuse
        case ("approve", let number?, let text?):
            guard (10...99).contains(number), let bytes = Base64URL.decode(text),
                bytes.count == 32
            else { return nil }
            return .approve(number: number, confirmation: bytes)
        default: return nil
        }
    }

    /// The registered phone that calls.
    private func phone(
        _ context: ProvedContext
    ) async throws -> (holder: SignIn.TokenHolder, phone: Device) {
        let holder = try await TokenCheck(services: services).holder(context)
        guard let phone = holder.device, phone.kind == .phone
        else { throw PhoneApprovalProblems.notRegistered }
        return (holder, phone)
    }

    private func answer(_ state: String) -> Response {
        JSON.response(["state": state, "server_time": services.clock.now.milliseconds])
    }
}

/// The problems of deciding.
enum PhoneApprovalProblems {
    static let notRegistered = Problem(
        name: "not-registered", status: .forbidden, title: "Not a registered phone",
        detail: "Only a registered phone can do this.")
    static let over = Problem(
        name: "approval-over", status: .conflict, title: "Request is over",
        detail: "This request is over. If you still want to register the new phone, ask on it again.")
    static let wrongNumber = Problem(
        name: "wrong-number", status: .conflict, title: "Another number",
        detail: "The new phone shows another number, so the request was refused.")
    static let notConfirmed = Problem(
        name: "not-confirmed", status: .badRequest, title: "Confirmation not valid",
        detail: "This phone’s confirmation is not valid. Nothing was changed.")
    static let staysForNow = Problem(
        name: "not-allowed", status: .forbidden, title: "Not possible here",
        detail: "Remove this phone on the web.")
}

extension SignIn.PhoneApprovals.Sight {
    /// What the old phone needs to show and to confirm the request. The right number is not marked.
    func json(now: Instant) -> [String: Any] {
        var object: [String: Any] = [
            "id": approval.id.text, "state": state.rawValue, "model": approval.model,
            "address": approval.address, "asked_at": approval.createdAt.milliseconds,
        ]
        if state == .waiting {
            object["thumbprint"] = approval.thumbprint
            object["numbers"] = approval.choices
            object["expires_in"] = max((approval.expiresAt - now).secondsRoundedUp, 0)
        }
        if let device { object["device_name"] = device.name }
        return object
    }
}
