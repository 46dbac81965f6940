/// Reads the outbox.
package protocol OutboxStore: DeadLetterStore {
    /// The newest messages that can still be read, newest first.
    func newest(limit: Int) async throws(StoreError) -> [Delivery.Message]

    /// Writes a record whose messages go with no other change.
    func put(_ record: Record) async throws(StoreError)

    /// Hears of every message that enters the outbox, on whatever server.
    func changes() -> any ChangeSignal
}

/// The outbox as a queue that several servers empty together.
package protocol OutboxQueue: Sendable {
    /// Takes messages that are due, so that no other server takes them before the lease ends.
    ///
    /// In the same transaction: ends what is past its deadline, and as dead, with what `recording` makes
    /// of it, what the claim's limits refuse. Of concurrent claims exactly one gets a message. A message
    /// that this server cannot decrypt is left to others until its deadline.
    func claim(
        _ claim: Delivery.Claim, at now: Instant,
        recording: @escaping @Sendable (Delivery.DeadMessage) -> Record
    ) async throws(StoreError) -> [Delivery.ClaimedMessage]

    /// Writes down what became of a claimed message.
    ///
    /// That it was sent counts in any case; everything else only while the claim is `worker`'s own.
    ///
    /// - Returns: whether it was written.
    func settle(
        _ id: Identifier<Delivery.Message>, as settlement: Delivery.Settlement, by worker: String,
        at now: Instant, recording record: Record?
    ) async throws(StoreError) -> Bool

    /// When the next message on one of `channels` may be claimed; `nil`: none waits.
    func nextDue(on channels: Set<Delivery.Channel>) async throws(StoreError) -> Instant?

    /// Ends what is past its deadline, wipes what ended, and removes what was written before `oldest`.
    func sweep(at now: Instant, removing oldest: Instant) async throws(StoreError)

    /// Removes what was written before `oldest`.
    func forget(before oldest: Instant) async throws(StoreError)
}

/// What operators see and do about messages that did not arrive.
package protocol DeadLetterStore: Sendable {
    /// How many messages are in which state, and how long the oldest waits.
    func status(at now: Instant) async throws(StoreError) -> Delivery.Status

    /// The dead messages, newest first.
    func dead(limit: Int) async throws(StoreError) -> [Delivery.DeadMessage]

    /// Lets dead notices wait again, for another day: the one named, or all (`nil`).
    ///
    /// PINs and what was wiped stay dead. `recording` is asked once for each message.
    ///
    /// - Returns: how many wait again.
    func retry(
        _ id: Identifier<Delivery.Message>?, at now: Instant,
        recording: @escaping @Sendable (Delivery.DeadMessage) -> Record
    ) async throws(StoreError) -> Int
}
