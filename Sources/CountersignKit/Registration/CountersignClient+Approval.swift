import Crypto
import Foundation
import OTPCore

extension CountersignClient {
    /// As a new phone: asks the person's other phone to vouch for this one.
    ///
    /// - Returns: ``SignInResult/awaitsApproval(_:number:expiresIn:)``, or what is missing when nobody can be asked.
    /// - Throws: `tooManyAttempts`, `signInExpired`, `noPendingSignIn` and others.
    public func askApproval() async throws(CountersignError) -> SignInResult {
        try await step([("approval", "ask")])
    }

    /// As a new phone: asks once what came of ``askApproval()``.
    ///
    /// - Returns: ``SignInResult/awaitsApproval(_:number:expiresIn:)`` while nobody has decided,
    ///   ``SignInResult/mayRegister(_:)`` once it is approved, ``SignInResult/mustRegister(_:)`` when it is over.
    /// - Throws: `signInExpired` when it was refused; `noPendingSignIn` and others.
    public func checkApproval() async throws(CountersignError) -> SignInResult {
        try await step([])
    }

    /// As a registered phone: the newest things that happened to the account, newest first, at most 20.
    ///
    /// - Throws: `notSignedIn`, `deviceRemoved` and others.
    public func securityEvents() async throws(CountersignError) -> [SecurityEvent] {
        try await news().events
    }

    /// As a registered phone: the request of a new one; `nil` when there is none.
    ///
    /// - Throws: `notSignedIn`, `deviceRemoved` and others.
    public func approvalRequest() async throws(CountersignError) -> ApprovalRequest? {
        try await news().approval
    }

    /// As a registered phone: approves `request`, with the number that the new phone shows.
    ///
    /// - Throws: `notRegistered`; `refused` with the name `wrong-number` (then the request is over), `approval-over`
    ///   or `changes-locked`; and others.
    public func approve(_ request: ApprovalRequest, number: Int) async throws(CountersignError) {
        guard let device = try storedRecord()?.device else { throw .notRegistered }
        guard let thumbprint = request.thumbprint,
            let confirmation = ApprovalConfirmation(
                approvalID: request.id, dpopThumbprint: thumbprint, number: String(number))
        else { throw .refused(name: "approval-over", detail: "This request is over.", reference: nil) }
        let mac = HMAC<SHA256>.authenticationCode(
            for: confirmation.message, using: SymmetricKey(data: device.key))
        try await decide(
            request,
            DecisionRequest(
                decision: "approve", number: number, confirmation: Base64URL.encode(Array(mac))))
    }

    /// As a registered phone: refuses `request`; the sign-in that asked is over.
    ///
    /// - Throws: `refused` with the name `approval-over`, and others.
    public func refuse(_ request: ApprovalRequest) async throws(CountersignError) {
        try await decide(request, DecisionRequest(decision: "refuse"))
    }

    /// As a registered phone that has just approved another: removes this one, and its keys.
    ///
    /// - Throws: `refused` with the name `not-allowed` or `changes-locked`, and others.
    public func removeThisDevice() async throws(CountersignError) {
        var call = ServerCall(method: "POST", path: "/v1/me/device/remove")
        call.accessToken = try await accessToken()
        _ = try await exchange(call, as: DecisionAnswer.self)
        try wipe()
    }

    private func news() async throws(CountersignError) -> EventsAnswer {
        let call = ServerCall(
            method: "GET", path: "/v1/me/events", accessToken: try await accessToken())
        return try await exchange(call, as: EventsAnswer.self)
    }

    private func decide(
        _ request: ApprovalRequest, _ decision: DecisionRequest
    ) async throws(CountersignError) {
        var call = try ServerCall.json("/v1/me/approvals/\(request.id)", decision)
        call.accessToken = try await accessToken()
        _ = try await exchange(call, as: DecisionAnswer.self)
    }
}
