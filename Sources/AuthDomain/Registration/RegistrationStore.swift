/// Keeps registrations.
package protocol RegistrationStore: Sendable {
    /// Stores a new registration; those of the same account that are still open become
    /// `cancelled` in the same transaction. A frozen account is looked at in it too.
    ///
    /// `admission` is asked about the account as it is in the transaction.
    ///
    /// A registration that `replacesAll` the person's factors is not hindered by those.
    ///
    /// - Returns: what stands in the way, or `nil`.
    func begin(
        _ registration: Registration, deviceLimit: Int, replacesAll: Bool,
        admission: Registration.Admission, recording record: Record
    ) async throws(StoreError) -> RegistrationObstacle?

    /// The registration with this identifier.
    func registration(
        _ id: Identifier<Registration>
    ) async throws(StoreError) -> Registration?

    /// The registration whose ticket has this SHA-256.
    func registration(ticketHash: [UInt8]) async throws(StoreError) -> Registration?

    /// The registration whose setup code has this SHA-256.
    func registration(setupCodeHash: [UInt8]) async throws(StoreError) -> Registration?

    /// Turns `pending` into `claimed` and moves the phone's sign-in to `nextSession`, both or
    /// neither. Of concurrent claims exactly one returns `true`; none when the registration or
    /// the sign-in is over at `now`.
    func claim(
        _ id: Identifier<Registration>, _ claim: Registration.Claim, by pending: PendingSignIn,
        nextSession: [UInt8], now: Instant, recording record: Record
    ) async throws(StoreError) -> Bool

    /// Takes one try from a registration in `state` that is not expired.
    ///
    /// - Returns: how many are left after this one; `nil` when none was left or the state differs.
    func reserveTry(
        _ id: Identifier<Registration>, in state: Registration.State, now: Instant
    ) async throws(StoreError) -> Int?

    /// Turns an open registration into an active device with its first spent step, all or nothing.
    /// Of concurrent calls exactly one returns `.registered`; `admission` is asked as at the beginning.
    ///
    /// With a `replacement` its reset is used and every factor of before ends in the same transaction, with
    /// all portal sessions but the one with the hash `session`; `.lost` when the reset is not in effect any
    /// more.
    func complete(
        _ id: Identifier<Registration>, as device: Device, deviceLimit: Int, now: Instant,
        replacing replacement: FactorReplacement?, keeping session: [UInt8]?,
        admission: Registration.Admission, recording record: Record
    ) async throws(StoreError) -> RegistrationCompletion

    /// Tells when a registration of `account` may have changed, on whatever server.
    func changes(of account: Identifier<Account>) -> any ChangeSignal

    /// Ends an open registration with `state` (`rejected`, `cancelled` or `exhausted`).
    func end(
        _ id: Identifier<Registration>, as state: Registration.State, recording record: Record
    ) async throws(StoreError) -> Bool
}

extension RegistrationStore {
    /// Stores a new registration beside the person's other factors.
    package func begin(
        _ registration: Registration, deviceLimit: Int, recording record: Record
    ) async throws(StoreError) -> RegistrationObstacle? {
        try await begin(
            registration, deviceLimit: deviceLimit, replacesAll: false,
            admission: .ofTwoFactors, recording: record)
    }

    /// Turns an open registration into one more active device.
    package func complete(
        _ id: Identifier<Registration>, as device: Device, deviceLimit: Int, now: Instant,
        recording record: Record
    ) async throws(StoreError) -> RegistrationCompletion {
        try await complete(
            id, as: device, deviceLimit: deviceLimit, now: now, replacing: nil, keeping: nil,
            admission: .ofTwoFactors, recording: record)
    }
}

extension Registration.Admission {
    /// Of somebody who has proved two factors.
    package static let ofTwoFactors = Registration.Admission(
        SignIn.Proof(.twoFactor, .passwordAndCode), demanded: .invitation)
}

/// What stands in the way of a new device.
package enum RegistrationObstacle: Error, Sendable, Equatable {
    /// Another active device of this person has the name, ignoring case.
    case nameTaken
    /// The person has as many devices as allowed.
    case deviceLimit(Int)
    /// Somebody reported a change that was not theirs: no factor may be added until then.
    case frozen(until: Instant)
    /// A first registration asks for more than was proved.
    case confirmationNeeded
    /// The person has a factor, and has not proved two.
    case secondStepNeeded
    /// Policy allows the person no authenticator apps of others.
    case authenticatorsNotAllowed
}

/// How completing a registration ended.
package enum RegistrationCompletion: Sendable, Equatable {
    case registered
    /// It was completed or ended by someone else meanwhile.
    case lost
    case obstacle(RegistrationObstacle)
}
