extension SignIn.PhoneSignIn {
    /// Takes a code of another authenticator app or of a registered phone; or, from a phone that has just
    /// derived its key, the code that proves it.
    func prove(
        _ code: String, _ pending: PendingSignIn, _ session: SignIn.PendingSession,
        source: RequestSource
    ) async throws(StoreError) -> SignIn.PhoneOutcome {
        if let registration = try await claimed(by: pending),
            let voucher = try await voucher(for: pending)
        {
            return try await finishEnrolment(
                code, registration, voucher, pending, session, source: source)
        }
        let needs = try await needs(of: pending)
        guard needs.step == .oneTimeCode(wasWrong: false) || needs.alternatives.contains(.oneTimeCode)
        else { return try await resume(pending, session, source: source) }
        switch try await codes.verify(code, for: pending.account, source: source) {
        case .accepted:
            return try await accept(.passwordAndCode, pending, source: source)
        case .throttled(let retryAfter):
            return .throttled(retryAfter: retryAfter)
        case .disabled:
            return .throttled(retryAfter: .hours(1))
        case .wrong(let clockOff?):
            return .needs(.codeOfAnotherTime(clockOff: clockOff), session: session.with(needs))
        case .wrong, .alreadyUsed, .noFactor:
            return .needs(.oneTimeCode(wasWrong: true), session: session.with(needs))
        }
    }

    /// Sends a PIN, whether or not the person has an address on `channel`: the answer is the same.
    func sendPIN(
        on channel: Delivery.Channel, _ pending: PendingSignIn,
        _ session: SignIn.PendingSession, source: RequestSource
    ) async throws(StoreError) -> SignIn.PhoneOutcome {
        let needs = try await needs(of: pending)
        let way: SignIn.PhoneWay = channel == .email ? .email : .sms
        guard needs.alternatives.contains(way),
            let account = try await steps.accounts.account(pending.account)
        else { return .needs(needs.step, session: session.with(needs)) }
        let binding = binding(pending)
        let sending = try await steps.pins.send(
            binding,
            to: SignIn.PINDestination(channel: channel, address: account.address(on: channel)),
            for: account, source: source)
        if case .limited(let retryAfter) = sending { return .throttled(retryAfter: retryAfter) }
        return try await askForPIN(binding, setback: nil, needs, session)
    }

    /// Takes a PIN. It lets nobody in after the policy's date, and counts as one factor only.
    func prove(
        pin typed: String, _ pending: PendingSignIn, _ session: SignIn.PendingSession,
        source: RequestSource
    ) async throws(StoreError) -> SignIn.PhoneOutcome {
        let needs = try await needs(of: pending)
        guard needs.alternatives.contains(.email) || needs.alternatives.contains(.sms)
        else { return .needs(needs.step, session: session.with(needs)) }
        let binding = binding(pending)
        let outcome = try await steps.pins.verify(
            typed, binding, account: pending.account, source: source)
        let setback: SignIn.PINSetback
        switch outcome {
        case .accepted(let channel, _):
            let methods: AuthenticationMethods =
                channel == .email ? .passwordAndMailedPIN : .passwordAndTextedPIN
            return try await accept(methods, pending, source: source)
        case .throttled(let retryAfter): return .throttled(retryAfter: retryAfter)
        case .disabled: return .throttled(retryAfter: .hours(1))
        case .wrong(let triesLeft): setback = .wrong(triesLeft: triesLeft)
        case .expired: setback = .expired
        case .used: setback = .used
        case .exhausted: setback = .exhausted
        }
        return try await askForPIN(binding, setback: setback, needs, session)
    }

    /// Takes a temporary code of an administrator: like a PIN, before the policy's date only.
    func prove(
        bypassCode typed: String, _ pending: PendingSignIn, _ session: SignIn.PendingSession,
        source: RequestSource
    ) async throws(StoreError) -> SignIn.PhoneOutcome {
        let needs = try await needs(of: pending)
        guard needs.alternatives.contains(.bypassCode)
        else { return .needs(needs.step, session: session.with(needs)) }
        switch try await steps.bypassCodes.verify(typed, for: pending.account, source: source) {
        case .accepted: return try await accept(.passwordAndBypassCode, pending, source: source)
        case .wrong: return .needs(.otherCode(.bypassCode), session: session.with(needs))
        case .throttled(let retryAfter): return .throttled(retryAfter: retryAfter)
        case .disabled: return .throttled(retryAfter: .hours(1))
        }
    }

    /// Takes a recovery code: with the password it proves the person at AAL2 (NIST SP 800-63B-4 §4.2.2.2),
    /// and this phone may be registered. It signs in by itself at no time.
    func prove(
        recoveryCode typed: String, _ pending: PendingSignIn, _ session: SignIn.PendingSession,
        source: RequestSource
    ) async throws(StoreError) -> SignIn.PhoneOutcome {
        let needs = try await needs(of: pending)
        guard needs.alternatives.contains(.recoveryCode)
        else { return .needs(needs.step, session: session.with(needs)) }
        if let until = try await frozen(pending.account) { return .frozen(until: until) }
        switch try await steps.recoveryCodes.verify(typed, for: pending.account, source: source) {
        case .accepted:
            let noted = try await store.note(
                .passwordAndRecoveryCode, of: pending, now: clock.now)
            return noted ? .needs(.nameDevice, session: session) : .invalidSession
        case .wrong: return .needs(.otherCode(.recoveryCode), session: session.with(needs))
        case .throttled(let retryAfter): return .throttled(retryAfter: retryAfter)
        case .disabled: return .throttled(retryAfter: .hours(1))
        }
    }

    private func accept(
        _ methods: AuthenticationMethods, _ pending: PendingSignIn, source: RequestSource
    ) async throws(StoreError) -> SignIn.PhoneOutcome {
        try await grant(
            .pending(pending), account: pending.account, device: nil,
            thumbprint: pending.thumbprint, clientID: pending.clientID, methods: methods,
            source: source)
    }

    private func askForPIN(
        _ binding: SignIn.PINBinding, setback: SignIn.PINSetback?, _ needs: SignIn.PhoneNeeds,
        _ session: SignIn.PendingSession
    ) async throws(StoreError) -> SignIn.PhoneOutcome {
        guard let state = try await steps.pins.state(of: binding)
        else { return .needs(needs.step, session: session.with(needs)) }
        return .needs(.pin(state, setback), session: session.with(needs))
    }

    /// A PIN for this very sign-in.
    private func binding(_ pending: PendingSignIn) -> SignIn.PINBinding {
        SignIn.PINBinding(
            purpose: .signIn, owner: digest.sha256(Array("phone|\(pending.id.text)".utf8)))
    }
}
