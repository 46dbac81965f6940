import OTPCore

extension SignIn {
    /// What lets a phone be registered by its own sign-in, without the portal.
    enum Voucher: Sendable {
        /// An old phone approved it.
        case approval(Identifier<PhoneApproval>)
        /// A recovery code was given.
        case recoveryCode
    }

    /// What registering by one's own sign-in says.
    package enum EnrolOutcome: Sendable {
        case begun(RegistrationService.EnrolOutcome)
        /// Nobody vouches for this sign-in, or not any more.
        case notVouchedFor
        /// Nothing may be changed until then.
        case frozen(until: Instant)
    }
}

extension SignIn.PhoneSignIn {
    /// "Approve with your other phone".
    func askApproval(
        _ pending: PendingSignIn, _ session: SignIn.PendingSession, source: RequestSource
    ) async throws(StoreError) -> SignIn.PhoneOutcome {
        switch try await steps.approvals.ask(by: pending, source: source) {
        case .asked(let approval):
            return .needs(
                .phoneApproval(number: approval.number, expiresAt: approval.expiresAt),
                session: session)
        case .unavailable:
            let needs = try await needs(of: pending)
            return .needs(needs.step, session: session.with(needs))
        case .frozen(let until): return .frozen(until: until)
        case .throttled(let retryAfter): return .throttled(retryAfter: retryAfter)
        }
    }

    /// Where a sign-in stands that has asked for approval; `nil` when that decides nothing.
    func approvalNeed(_ pending: PendingSignIn) async throws(StoreError) -> SignIn.NextStep? {
        if pending.methods.isMultiFactor { return .nameDevice }
        guard let approval = try await steps.approvals.newest(by: pending) else { return nil }
        switch approval.state(at: clock.now) {
        case .waiting:
            return .phoneApproval(number: approval.number, expiresAt: approval.expiresAt)
        case .approved: return .nameDevice
        case .expired: return .verifyDevice(reason: .approvalExpired)
        case .replaced: return .verifyDevice(reason: .approvalReplaced)
        case .refused, .used: return nil
        }
    }

    /// Whether the sign-in ended because the old phone refused it.
    func wasRefused(_ pending: PendingSignIn) async throws(StoreError) -> Bool {
        try await steps.approvals.newest(by: pending)?.storedState == .refused
    }

    /// Starts registering the phone behind `pending`, for which an old phone or a recovery code vouches.
    package func enrol(
        _ name: DeviceName, phonePublicKey: [UInt8], model: String, by pending: PendingSignIn,
        source: RequestSource
    ) async throws(StoreError) -> SignIn.EnrolOutcome {
        guard try await voucher(for: pending) != nil else { return .notVouchedFor }
        if let until = try await frozen(pending.account) { return .frozen(until: until) }
        return .begun(
            try await steps.registration.enrol(
                name, phonePublicKey: phonePublicKey, model: model, by: pending, source: source))
    }

    /// Registers the phone when `code` proves that both sides derived the same key. What vouches for it
    /// is spent before, so that of parallel calls one goes on.
    func finishEnrolment(
        _ code: String, _ registration: Registration, _ voucher: SignIn.Voucher,
        _ pending: PendingSignIn, _ session: SignIn.PendingSession, source: RequestSource
    ) async throws(StoreError) -> SignIn.PhoneOutcome {
        guard let account = try await steps.accounts.account(pending.account),
            !account.isDisabled
        else { return .invalidSession }
        if let until = account.freezeEnd(at: clock.now) { return .frozen(until: until) }
        if case .approval(let id) = voucher, try await !steps.approvals.spend(id) {
            return .needs(.verifyDevice(reason: .approvalExpired), session: session)
        }
        let outcome = try await steps.registration.submit(
            code: code, for: registration, of: account, proved: RegistrationService.vouched,
            source: source)
        switch outcome {
        case .registered: return try await resume(pending, session, source: source)
        case .throttled(let retryAfter): return .throttled(retryAfter: retryAfter)
        default: return .needs(.verifyDevice(reason: .rejected), session: session)
        }
    }

    /// What lets this sign-in register its phone.
    func voucher(for pending: PendingSignIn) async throws(StoreError) -> SignIn.Voucher? {
        if pending.methods.isMultiFactor { return .recoveryCode }
        guard let approval = try await steps.approvals.newest(by: pending),
            approval.state(at: clock.now) == .approved,
            approval.thumbprint == pending.thumbprint, approval.account == pending.account
        else { return nil }
        return .approval(approval.id)
    }

    /// The registration that this sign-in has claimed and that is still open.
    func claimed(by pending: PendingSignIn) async throws(StoreError) -> Registration? {
        guard let id = pending.registration,
            let registration = try await registrations.registration(id),
            registration.state(at: clock.now) == .claimed
        else { return nil }
        return registration
    }

    /// Until when nothing of `account` may be changed; `nil`: it may.
    func frozen(_ account: Identifier<Account>) async throws(StoreError) -> Instant? {
        try await steps.accounts.account(account)?.freezeEnd(at: clock.now)
    }
}
