extension Audit {
    /// A checkpoint in the making.
    struct CheckpointDraft {
        let number: Int64
        /// Leaves of the checkpoint before.
        let size: Int64
        /// When that was signed; `nil`: there is none.
        let signedAt: Instant?
        /// Leaves with the new ones.
        private(set) var nextSize: Int64
        private(set) var buckets: [[UInt8]]
        /// How many of ``buckets`` are in the checkpoint before.
        let signedBuckets: Int64
        /// What was staged, by bucket.
        private var staged: [Int64: StagedBucket] = [:]
        /// When the run took or last renewed its duty.
        var renewedAt = ContinuousClock.now
        /// Chains that stay in the tree as they were: the first hundred of them.
        private(set) var withheld: [String] = []

        /// A draft over the checkpoint with `buckets` and `size` leaves.
        init(number: Int64, size: Int64, signedAt: Instant?, buckets: [[UInt8]]) {
            self.number = number
            self.size = size
            self.signedAt = signedAt
            nextSize = size
            self.buckets = buckets
            signedBuckets = Int64(buckets.count)
        }

        /// The buckets with a leaf that changes.
        var changed: [Int64] { staged.keys.sorted() }

        /// Whether this draft says what the leaf at `position` is.
        func isStaged(_ position: Int64) -> Bool {
            position >= 0 && staged[position / bucketSize]?.contains(position % bucketSize) ?? false
        }

        /// Stages the leaf at `position`, which is new when it is ``nextSize``.
        mutating func take(_ position: Int64, treeHash: [UInt8]) {
            nextSize = max(nextSize, position + 1)
            staged[position / bucketSize, default: StagedBucket()].append(position % bucketSize, treeHash)
        }

        /// The hashes of the bucket's leaves: those as of the last checkpoint, with what was staged in their places
        /// and behind them; `nil` when a place is left empty.
        func hashes(of bucket: Int64, over signed: [[UInt8]]) -> [[UInt8]]? {
            let count = min(bucketSize, nextSize - bucket * bucketSize)
            var hashes = signed + [[UInt8]](repeating: [], count: max(0, Int(count) - signed.count))
            staged[bucket]?.forEach { slot, hash in hashes[slot] = hash }
            return hashes.contains([]) || hashes.count != Int(count) ? nil : hashes
        }

        mutating func withhold(_ chain: String) {
            if withheld.count < 100, !withheld.contains(chain) { withheld.append(chain) }
        }

        mutating func set(_ hash: [UInt8], of bucket: Int) {
            if bucket < buckets.count { buckets[bucket] = hash } else { buckets.append(hash) }
        }
    }

    /// Staged leaves of one bucket: 34 bytes each, since the first checkpoint of a large installation has all.
    private struct StagedBucket {
        private var slots: [UInt16] = []
        private var hashes: [UInt8] = []
        private var taken = [UInt64](repeating: 0, count: Int(bucketSize) / 64)

        func contains(_ slot: Int64) -> Bool { taken[Int(slot) / 64] & (1 << UInt64(slot % 64)) != 0 }

        mutating func append(_ slot: Int64, _ hash: [UInt8]) {
            slots.append(UInt16(slot))
            hashes += hash
            taken[Int(slot) / 64] |= 1 << UInt64(slot % 64)
        }

        func forEach(_ body: (_ slot: Int, _ hash: [UInt8]) -> Void) {
            for (index, slot) in slots.enumerated() {
                body(Int(slot), Array(hashes[index * 32..<(index + 1) * 32]))
            }
        }
    }
}
