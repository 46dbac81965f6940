extension Audit {
    /// Something that one of several servers does.
    package struct Duty: Sendable, Equatable {
        package let name: String
        /// The server that does it.
        package let holder: String

        /// Nobody claims a duty for longer: a claim that ends later was made by a clock that was wrong.
        package static let longest = Duration.hours(1)

        /// The duty `name` in the hands of `holder`.
        package init(_ name: String, holder: String) {
            self.name = name
            self.holder = holder
        }
    }

    /// How a chain stands beside what was last marked of it.
    package struct ChainState: Sendable, Equatable {
        package let head: Head
        /// Its place in the tree; `nil` for a chain that has none yet.
        package let leaf: Leaf?
        /// The checkpoint with which ``leaf`` was marked.
        package let markedIn: Int64

        /// A state as a store reads it.
        package init(head: Head, leaf: Leaf?, markedIn: Int64) {
            self.head = head
            self.leaf = leaf
            self.markedIn = markedIn
        }
    }
}

/// Claims of what one server does for all.
package protocol DutyStore: Sendable {
    /// Takes or keeps `duty` until the moment `until`.
    ///
    /// - Returns: `false` while another holder has it and its time, of ``Audit/Duty/longest`` at most, is not
    ///   over. Of concurrent calls by several holders one returns `true`.
    func claim(_ duty: Audit.Duty, now: Instant, until: Instant) async throws(StoreError) -> Bool

    /// Adds `span` to the time of `duty`, if it is still its holder's.
    func renew(_ duty: Audit.Duty, by span: Duration) async throws(StoreError)
}

/// Keeps checkpoints and the tree under them.
///
/// What is staged for a checkpoint counts from the moment when that checkpoint is added. Each write looks
/// in its own transaction whether `duty` is still in its holder's hands, and changes nothing otherwise.
package protocol CheckpointStore: Sendable {
    /// The newest checkpoint.
    func latest() async throws(StoreError) -> Audit.SignedCheckpoint?

    /// Checkpoints with a number above `number`, ascending; at most `limit`.
    func checkpoints(
        after number: Int64, limit: Int
    ) async throws(StoreError) -> [Audit.SignedCheckpoint]

    /// The chains of the next `limit` entries in time behind `position`, each once, and where they end;
    /// `nil` when there were no more.
    func changed(
        after position: Audit.Position, limit: Int
    ) async throws(StoreError) -> (chains: [String], end: Audit.Position?)

    /// The chains of the next `limit` entries before `moment`, oldest first, behind `position`, each once,
    /// and where they end; `nil` when there were no more.
    func aged(
        before moment: Instant, after position: Audit.Position, limit: Int
    ) async throws(StoreError) -> (chains: [String], end: Audit.Position?)

    /// The first entry of `chain` of this moment or later; `nil` when all are older.
    func firstEntry(of chain: String, since moment: Instant) async throws(StoreError) -> Int64?

    /// Removes entries of `chain` before the entry `sequence`, some thousands at most.
    ///
    /// - Returns: `false` when the duty was lost or some are left.
    func prune(
        _ chain: String, before sequence: Int64, by duty: Audit.Duty
    ) async throws(StoreError) -> Bool

    /// How `chains` stand; those without a head are left out.
    func states(of chains: [String]) async throws(StoreError) -> [Audit.ChainState]

    /// The leaves at `positions` as of the checkpoint `number`, in their order; those that were not yet in
    /// its tree are left out.
    func leaves(
        at positions: Range<Int64>, asOf number: Int64
    ) async throws(StoreError) -> [Audit.Leaf]

    /// The hashes of all buckets as of the latest checkpoint `number`, in their order.
    func buckets(asOf number: Int64) async throws(StoreError) -> [[UInt8]]

    /// Forgets what was staged for a checkpoint that was never added, behind `number` with its `size`.
    func discard(
        after number: Int64, size: Int64, by duty: Audit.Duty
    ) async throws(StoreError) -> Bool

    /// Stages leaves for the checkpoint `number`; new chains get their places with it.
    func stage(
        _ leaves: [Audit.Leaf], for number: Int64, by duty: Audit.Duty
    ) async throws(StoreError) -> Bool

    /// Stages the hash of a bucket for the checkpoint `number`.
    func stage(
        bucket: Int64, hash: [UInt8], for number: Int64, by duty: Audit.Duty
    ) async throws(StoreError) -> Bool

    /// Adds a checkpoint, whose number must be the next one; of several, one returns `true`.
    func add(
        _ checkpoint: Audit.SignedCheckpoint, by duty: Audit.Duty
    ) async throws(StoreError) -> Bool
}
