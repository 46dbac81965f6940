extension SignIn.PhoneSignIn {
    /// Completes a sign-in whose registration became active, or says what is missing.
    func resume(
        _ pending: PendingSignIn, _ session: SignIn.PendingSession, source: RequestSource
    ) async throws(StoreError) -> SignIn.PhoneOutcome {
        guard let id = pending.registration,
            let registration = try await registrations.registration(id)
        else {
            let needs = try await needs(of: pending)
            return .needs(try await approvalNeed(pending) ?? needs.step, session: session.with(needs))
        }
        let state = registration.state(at: clock.now)
        if state != .claimed, state != .active, let need = try await approvalNeed(pending) {
            return .needs(need, session: session)
        }
        switch state {
        case .claimed:
            return .needs(.confirmRegistration, session: session)
        case .active:
            guard
                let device = try await devices.phone(
                    of: pending.account, thumbprint: pending.thumbprint)
            else { return .needs(.verifyDevice(reason: .rejected), session: session) }
            return try await grant(
                .pending(pending), account: pending.account, device: device,
                thumbprint: pending.thumbprint, clientID: pending.clientID,
                methods: .passwordAndDevice, source: source)
        case .expired:
            return .needs(.verifyDevice(reason: .expired), session: session)
        case .exhausted:
            return .needs(.verifyDevice(reason: .tooManyCodes), session: session)
        case .pending, .rejected, .cancelled:
            return .needs(.verifyDevice(reason: .rejected), session: session)
        }
    }

    /// "Not now": allowed until the policy's date, for people without any factor.
    func skip(
        _ pending: PendingSignIn, _ session: SignIn.PendingSession, source: RequestSource
    ) async throws(StoreError) -> SignIn.PhoneOutcome {
        let factors = try await devices.active(of: pending.account)
        let decision = try await policy.decision(for: pending.account, at: clock.now)
        let needs = needs(of: pending, factors: factors, decision)
        guard case .offerDevice = needs.step
        else { return .needs(needs.step, session: session.with(needs)) }
        if decision.grace != nil,
            try await !policy.takeSignIn(ofGraceOf: pending.account, at: clock.now)
        {
            return .needs(.verifyDevice(reason: nil), session: session)
        }
        return try await grant(
            .pending(pending), account: pending.account, device: nil, thumbprint: pending.thumbprint,
            clientID: pending.clientID, methods: .password, source: source)
    }

    /// Issues an authorization code, if what the sign-in rests on still holds and no parallel call
    /// used it.
    func grant(
        _ proof: SignInProof, account: Identifier<Account>, device: Device?,
        thumbprint: String, clientID: String, methods: AuthenticationMethods,
        source: RequestSource
    ) async throws(StoreError) -> SignIn.PhoneOutcome {
        let now = clock.now
        let code = OpaqueToken(random: random, digest: digest)
        let claims = AccessClaims(
            account: account, family: Identifier(random: random), device: device?.id,
            thumbprint: thumbprint, clientID: clientID, scope: "profile", methods: methods,
            authenticatedAt: now)
        let record = Record(
            Audit.Entry(
                .phoneSignedIn, account: account, by: .person, subject: device?.id.text,
                details: [Audit.Detail("amr", methods.stored)], at: now, source: source))
        let won = try await store.complete(
            proof,
            granting: AuthorizationGrant(
                codeHash: code.hash, claims: claims, expiresAt: now + .minutes(1)),
            recording: record)
        return won ? .accepted(authorizationCode: code) : .invalidSession
    }
}
