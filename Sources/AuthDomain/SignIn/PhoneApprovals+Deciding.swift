import OTPCore

extension SignIn.PhoneApprovals {
    /// What an old phone says to a request.
    package enum Decision: Sendable {
        /// The number that the person chose, and the HMAC of ``ApprovalConfirmation`` under the phone's pairing key.
        case approve(number: Int, confirmation: [UInt8])
        case refuse
    }

    /// What deciding says.
    package enum DecideOutcome: Sendable, Equatable {
        case approved
        case refused
        /// Not the number of the new phone: the request is refused.
        case wrongNumber
        /// The confirmation is not by this phone's pairing key, or for something else. Nothing is changed.
        case notConfirmed
        /// It is over, replaced, or another account's.
        case over
        /// Nothing may be changed until then.
        case frozen(until: Instant)
    }

    /// What an old phone shows of its account's newest request.
    package struct Sight: Sendable {
        package let approval: PhoneApproval
        package let state: PhoneApproval.State
        /// The device that came of it, once there is one.
        package let device: Device?
    }

    /// How long a phone that approved another is asked whether it stays.
    package static let farewell: Duration = .minutes(30)

    /// The request that `phone` may decide, or did decide in the last half hour.
    package func sight(for phone: Device) async throws(StoreError) -> Sight? {
        let now = clock.now
        guard phone.kind == .phone, let approval = try await store.newest(of: phone.account),
            now < approval.createdAt + Self.farewell
        else { return nil }
        let state = approval.state(at: now)
        switch state {
        case .waiting where approval.thumbprint != phone.thumbprint:
            return Sight(approval: approval, state: state, device: nil)
        case .approved where approval.decidedBy == phone.id:
            return Sight(approval: approval, state: state, device: nil)
        case .used where approval.decidedBy == phone.id:
            let device = try await devices.phone(
                of: phone.account, thumbprint: approval.thumbprint)
            return Sight(approval: approval, state: state, device: device)
        default:
            return nil
        }
    }

    /// Decides the request `id` as the owner of `phone`.
    ///
    /// Approving needs three things at once: the phone's DPoP key (the caller has checked it), its pairing key,
    /// and the right one of three numbers; a wrong number refuses.
    package func decide(
        _ id: Identifier<PhoneApproval>, _ decision: Decision, by phone: Device, of account: Account,
        source: RequestSource
    ) async throws(StoreError) -> DecideOutcome {
        let now = clock.now
        guard phone.kind == .phone, phone.account == account.id,
            let approval = try await store.newest(of: account.id), approval.id == id,
            approval.state(at: now) == .waiting, approval.thumbprint != phone.thumbprint
        else { return .over }
        guard case .approve(let number, let confirmation) = decision else {
            return try await refuse(approval, by: phone, reason: "refused", source: source)
                ? .refused : .over
        }
        if let until = account.freezeEnd(at: now) { return .frozen(until: until) }
        guard try isConfirmed(approval, number, confirmation, by: phone) else {
            return .notConfirmed
        }
        guard number == approval.number else {
            return try await refuse(approval, by: phone, reason: "wrong number", source: source)
                ? .wrongNumber : .over
        }
        let details = [
            Audit.Detail("by", phone.name), Audit.Detail("new address", approval.address),
        ]
        let won = try await store.decide(
            approval, as: .approved, by: phone.id, until: now + PhoneApproval.life, now: now,
            recording: Record(
                entry(.phoneApproved, approval, details: details, source: source),
                telling: composer.compose(
                    .phoneApproved(model: approval.model), for: account,
                    about: approval.id.text, at: now, source: source)))
        if won { try await throttles.clear([.phoneApproval(account: account.id)]) }
        return won ? .approved : .over
    }

    private func refuse(
        _ approval: PhoneApproval, by phone: Device, reason: String, source: RequestSource
    ) async throws(StoreError) -> Bool {
        let details = [Audit.Detail("by", phone.name), Audit.Detail("reason", reason)]
        return try await store.decide(
            approval, as: .refused, by: phone.id, until: approval.expiresAt, now: clock.now,
            recording: Record(
                entry(.phoneApprovalRefused, approval, details: details, source: source)))
    }

    private func isConfirmed(
        _ approval: PhoneApproval, _ number: Int, _ confirmation: [UInt8], by phone: Device
    ) throws(StoreError) -> Bool {
        guard
            let confirmed = ApprovalConfirmation(
                approvalID: approval.id.text, dpopThumbprint: approval.thumbprint,
                number: String(number))
        else { return false }
        let key: SecretBytes
        do {
            key = try sealer.open(phone.sealedSecret, for: phone.sealContext)
        } catch {
            throw .inconsistent(reason: "device secret does not open: \(error)")
        }
        return equalInConstantTime(
            digest.mac(.sha256, key: key, message: confirmed.message), confirmation)
    }
}
