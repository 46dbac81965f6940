/// Keeps registrations.
package protocol RegistrationStore: Sendable {
    /// Stores a new registration; those of the same account that are still open become
    /// `cancelled` in the same transaction.
    ///
    /// - Returns: what stands in the way, or `nil`.
    func begin(
        _ registration: Registration, deviceLimit: Int, recording record: Record
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
    /// Of concurrent calls exactly one returns `.registered`.
    func complete(
        _ id: Identifier<Registration>, as device: Device, deviceLimit: Int, now: Instant,
        recording record: Record
    ) async throws(StoreError) -> RegistrationCompletion

    /// Tells when a registration of `account` may have changed, on whatever server.
    func changes(of account: Identifier<Account>) -> any ChangeSignal

    /// Ends an open registration with `state` (`rejected`, `cancelled` or `exhausted`).
    func end(
        _ id: Identifier<Registration>, as state: Registration.State, recording record: Record
    ) async throws(StoreError) -> Bool
}

/// What stands in the way of a new device.
package enum RegistrationObstacle: Error, Sendable, Equatable {
    /// Another active device of this person has the name, ignoring case.
    case nameTaken
    /// The person has as many devices as allowed.
    case deviceLimit(Int)
}

/// How completing a registration ended.
package enum RegistrationCompletion: Sendable, Equatable {
    case registered
    /// It was completed or ended by someone else meanwhile.
    case lost
    case obstacle(RegistrationObstacle)
}
