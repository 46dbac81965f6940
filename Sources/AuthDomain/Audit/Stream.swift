extension Audit {
    /// How the stream of entries to another system stands.
    package struct StreamState: Sendable, Equatable {
        /// When it began: what was written before is for `countersign audit export`.
        package let beganAt: Instant
        /// When the other system last took entries; `nil`: never.
        package let takenAt: Instant?
        /// Since when it takes nothing, although there is something; `nil`: all is well.
        package let failingSince: Instant?
        /// Why it takes nothing; empty: all is well.
        package let trouble: String
        /// The moment of an entry that should have been taken by now and was not, whoever is to blame; `nil`: there
        /// is none.
        package let behindSince: Instant?

        /// How long an entry waits at most while all is well.
        package static let patience = Duration.minutes(5)

        /// A state as stored.
        package init(
            beganAt: Instant, takenAt: Instant?, failingSince: Instant?, trouble: String, behindSince: Instant?
        ) {
            self.beganAt = beganAt
            self.takenAt = takenAt
            self.failingSince = failingSince
            self.trouble = trouble
            self.behindSince = behindSince
        }
    }
}

extension Audit {
    /// What became of entries that were handed over.
    package enum Handover: Sendable, Equatable {
        /// The other system has them all.
        case taken
        /// It answered, and does not take these: fewer at a time may go.
        case refused(Delivery.Trouble)
        /// It is not known to have them.
        case failed(Delivery.Trouble)
    }
}

/// Another system that wants every entry as soon as it is written.
package protocol AuditSink: Sendable {
    /// What operators call it, e.g. `siem.example.com:6514`; no secrets.
    var name: String { get }

    /// Hands `entries` over, in their order; answers within `span`, or a little later. What is not taken comes
    /// again, some of it perhaps for the second time.
    func take(_ entries: [Audit.ChainedEntry], within span: Duration) async -> Audit.Handover

    /// Connects, without handing over anything.
    func check() async -> Delivery.Trouble?
}

/// Remembers how far the stream has come: for each chain, the last entry that the other system took.
///
/// Each write looks in its own transaction whether `duty` is still in its holder's hands, and changes nothing
/// otherwise.
package protocol AuditStreamStore: Sendable {
    /// Where the stream stands at `now`; `nil`: it has never begun.
    func state(at now: Instant) async throws(StoreError) -> Audit.StreamState?

    /// Begins behind the present ends of all chains, unless the stream has begun before.
    ///
    /// - Returns: `false` when the duty was lost.
    func begin(at now: Instant, by duty: Audit.Duty) async throws(StoreError) -> Bool

    /// Entries of `chains` that were not taken yet, each chain's in their order; not all of them, and none only if
    /// there is none.
    func waiting(of chains: [String]) async throws(StoreError) -> [Audit.ChainedEntry]

    /// Remembers that `entries` (none: whatever there was) were taken. What was taken of a chain never goes back.
    ///
    /// - Returns: `false` when the duty was lost.
    func confirm(
        _ entries: [Audit.ChainedEntry], at now: Instant, by duty: Audit.Duty
    ) async throws(StoreError) -> Bool

    /// Remembers why nothing is taken.
    ///
    /// - Returns: `false` when the duty was lost.
    func note(
        _ trouble: Delivery.Trouble, at now: Instant, by duty: Audit.Duty
    ) async throws(StoreError) -> Bool
}
