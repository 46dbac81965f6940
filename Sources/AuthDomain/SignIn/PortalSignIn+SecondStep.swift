extension SignIn.PortalSignIn {
    /// The ways of the second step that are open to this visitor, best first; see
    /// ``SignIn/SecondStep/methods(for:factors:proved:under:)``.
    package func methods(
        for visitor: SignIn.PortalVisitor
    ) async throws(StoreError) -> [SignIn.SecondStepMethod] {
        try await secondStep.methods(
            for: visitor.account, factors: visitor.factors, proved: visitor.session.assurance,
            under: visitor.decision)
    }

    /// Whether the visitor must confirm the password in another way before a first registration.
    package func owesConfirmation(_ visitor: SignIn.PortalVisitor) -> Bool {
        !visitor.hasFactor
            && !visitor.session.proof.meets(
                secondStep.firstRegistration.demanded(by: visitor.decision))
    }

    /// Sends a PIN for this session by `channel`; `nil`: that way is not open to the visitor.
    package func sendPIN(
        by channel: Delivery.Channel, to visitor: SignIn.PortalVisitor, source: RequestSource
    ) async throws(StoreError) -> SignIn.PINSending? {
        guard try await methods(for: visitor).contains(where: { $0.channel == channel })
        else { return nil }
        return try await secondStep.sendPIN(
            by: channel, visitor.pinBinding, for: visitor.account, source: source)
    }

    /// What a page may show of the PIN that was sent to this session by `channel`.
    package func pinState(
        of visitor: SignIn.PortalVisitor, by channel: Delivery.Channel
    ) async throws(StoreError) -> SignIn.PINState? {
        try await secondStep.pinState(of: visitor.pinBinding, by: channel)
    }

    /// The second step, or the confirmation before a first registration: a right code raises the
    /// session to what it proves, under a new id.
    package func take(
        _ typed: String, by method: SignIn.SecondStepMethod, visitor: SignIn.PortalVisitor,
        source: RequestSource
    ) async throws(StoreError) -> SignIn.PortalStepOutcome {
        guard try await methods(for: visitor).contains(method) else { return .refused(.notOffered) }
        let outcome = try await secondStep.verify(
            typed, by: method, visitor.pinBinding, for: visitor.account, source: source)
        switch outcome {
        case .refused(let refusal): return .refused(refusal)
        case .proved(let proof): return try await raise(visitor, to: proof, recording: nil)
        }
    }

    /// Proves once more who sits there: the password, and by whoever has a factor a second one, in a
    /// way that proves two factors.
    package func reauthenticate(
        password: Password?, code: String?, by method: SignIn.SecondStepMethod = .phone,
        visitor: SignIn.PortalVisitor, source: RequestSource
    ) async throws(StoreError) -> Reauthentication {
        let outcome = try await passwords.check(
            username: visitor.account.username, password: password,
            prover: .visitor(visitor.account.id), source: source)
        switch outcome {
        case .refused: return .wrongPassword
        case .throttled(let retryAfter): return .throttled(retryAfter: retryAfter)
        case .overloaded(let retryAfter): return .overloaded(retryAfter: retryAfter)
        case .proved: break
        }
        var proof = SignIn.Proof.password
        if visitor.hasFactor {
            guard method.isStrong else { return .wrongCode(.notOffered) }
            let outcome = try await secondStep.verify(
                code ?? "", by: method, visitor.pinBinding, for: visitor.account, source: source)
            switch outcome {
            case .refused(let refusal): return .wrongCode(refusal)
            case .proved(let proved): proof = proved
            }
        } else if visitor.session.assurance == .confirmed {
            // What confirmed a first registration stays good while the session lasts.
            proof = visitor.session.proof
        }
        let record = Record(
            Audit.Entry(
                .reauthenticated, account: visitor.account.id, by: .person, at: clock.now,
                source: source))
        let raised = try await raise(visitor, to: proof, recording: record)
        guard case .raised(let token, let session) = raised else { return .sessionLost }
        return .done(token, session)
    }

    /// What re-authentication says.
    package enum Reauthentication: Sendable {
        case done(OpaqueToken, PortalSession)
        case wrongPassword
        case wrongCode(SignIn.SecondStepRefusal)
        case throttled(retryAfter: Duration)
        case overloaded(retryAfter: Duration)
        case sessionLost
    }
}

extension SignIn.PortalVisitor {
    /// A PIN for this very session, and for what it lacks.
    var pinBinding: SignIn.PINBinding {
        SignIn.PINBinding(
            purpose: hasFactor ? .signIn : .firstRegistration, owner: session.idHash)
    }
}
