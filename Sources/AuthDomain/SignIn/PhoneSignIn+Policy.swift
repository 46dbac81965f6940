extension SignIn.PhoneSignIn {
    /// What someone with a proved password and an unknown phone must do, and may do instead.
    func needs(of pending: PendingSignIn) async throws(StoreError) -> SignIn.PhoneNeeds {
        needs(
            of: pending, factors: try await devices.active(of: pending.account),
            try await policy.decision(for: pending.account, at: clock.now))
    }

    func needs(
        of pending: PendingSignIn, factors: [Device], _ decision: Policy.Decision
    ) -> SignIn.PhoneNeeds {
        SignIn.PhoneNeeds(
            factors: factors, decision: decision, client: pending.clientID, channels: steps.channels)
    }

    /// What is decided for the person at the beginning of a sign-in. Whoever has no factor and would be held up
    /// by "mandatory" begins their time of grace with it, if the rules give one.
    func decide(
        for pending: PendingSignIn, factors: [Device], source: RequestSource
    ) async throws(StoreError) -> Policy.Decision {
        let now = clock.now
        let decision = try await policy.decision(for: pending.account, at: now)
        guard factors.isEmpty, let grace = decision.graceToBegin,
            !decision.twoFactorClients.value.contains(pending.clientID)
        else { return decision }
        return try await policy.begin(grace, for: pending.account, at: now, source: source)
    }
}
