import OTPCore

extension RegistrationService {
    /// What counts as proved by whoever somebody vouches for.
    package static let vouched = SignIn.Proof(.twoFactor, .passwordAndCode)

    /// What registering the very phone that asks says.
    package enum EnrolOutcome: Sendable {
        /// As after a claim; the phone goes on with a code of the key that it derived.
        case claimed(ClaimGrant)
        case obstacle(RegistrationObstacle)
        case claim(ClaimOutcome)
    }

    /// Starts a registration for the phone behind `pending` and claims it at once: pairing without the
    /// portal, for a sign-in that somebody vouches for. The key agreement is the same.
    package func enrol(
        _ name: DeviceName, phonePublicKey: [UInt8], model: String, by pending: PendingSignIn,
        source: RequestSource
    ) async throws(StoreError) -> EnrolOutcome {
        let registration: Registration
        switch try await beginPairing(
            name, for: pending.account, proved: Self.vouched, source: source)
        {
        case .success(let begun): registration = begun
        case .failure(let obstacle): return .obstacle(obstacle)
        }
        guard case .pairing(let pairing) = registration.method else {
            throw .inconsistent(reason: "a pairing is no pairing")
        }
        let ticket = try open(pairing.sealedTicket, "ticket", registration.id).bytes
        let outcome = try await claim(
            ClaimRequest(
                reference: .ticket(ticket), deviceName: name, phonePublicKey: phonePublicKey,
                model: model),
            by: pending, source: source)
        if case .claimed(let grant) = outcome { return .claimed(grant) }
        _ = try await end(registration, as: .cancelled, source: source)
        return .claim(outcome)
    }
}
