extension Audit {
    /// Writes the log, or one person's part, as JSON lines that `scripts/verify-audit.py` checks
    /// (`docs/audit.md`).
    package struct Exporter: Sendable {
        /// What is written.
        package struct Extent: Sendable, Equatable {
            /// Only this person's chain, with the way from its leaf to the root; `nil`: all.
            package var account: Identifier<Account>?
            /// Only entries of this moment or later.
            package var since: Instant?
            /// As of this checkpoint instead of the newest; not for one person, whose way to the root is
            /// known for the newest only.
            package var checkpoint: String?

            /// Everything, as of the newest checkpoint, unless something is given.
            package init(
                account: Identifier<Account>? = nil, since: Instant? = nil, checkpoint: String? = nil
            ) {
                self.account = account
                self.since = since
                self.checkpoint = checkpoint
            }
        }

        private let audit: any AuditStore
        private let store: any CheckpointStore
        private let signer: any CheckpointSigning
        private let digest: any Digesting
        private static let pageSize = 500

        /// Reads `audit` and `store`.
        package init(
            audit: any AuditStore, store: any CheckpointStore, signer: any CheckpointSigning,
            digest: any Digesting
        ) {
            self.audit = audit
            self.store = store
            self.signer = signer
            self.digest = digest
        }

        /// Hands each line, without its end, to `write`, in order.
        ///
        /// - Returns: `false`, with nothing written, when the checkpoint is none of this deployment.
        /// - Throws: What `write` throws, and ``StoreError``.
        package func export(
            _ extent: Extent, now: Instant, to write: (String) async throws -> Void
        ) async throws -> Bool {
            if let account = extent.account {
                let (signed, leaf, path) = try await place(of: account)
                try await begin(extent, signed, at: now, write)
                var counts = Counts()
                if let leaf {
                    try await write(ExportLine.leaf(leaf, path: path))
                    counts.begin(leaf.chain)
                }
                try await entries(of: account.text, since: extent.since, &counts, write)
                try await write(ExportLine.end(chains: counts.chains, entries: counts.entries))
                return true
            }
            var signed = try await store.latest()
            if let wanted = extent.checkpoint {
                guard let checkpoint = try await signer.read(wanted),
                    let kept = try await store.checkpoints(after: checkpoint.number - 1, limit: 1).first,
                    kept.jws == wanted
                else { return false }
                signed = kept
            }
            try await begin(extent, signed, at: now, write)
            var counts = Counts()
            try await everything(signed, since: extent.since, &counts, write)
            try await write(ExportLine.end(chains: counts.chains, entries: counts.entries))
            return true
        }

        private func begin(
            _ extent: Extent, _ signed: SignedCheckpoint?, at now: Instant,
            _ write: (String) async throws -> Void
        ) async throws {
            try await write(ExportLine.header(extent, at: now))
            try await write(ExportLine.keys(try await signer.keySet()))
            if let signed { try await write(ExportLine.checkpoint(signed)) }
        }

        private struct Counts {
            private(set) var chains = 0
            private var current: String?
            var entries = 0

            /// A line of `chain` is written.
            mutating func begin(_ chain: String) {
                if chain != current { chains += 1 }
                current = chain
            }
        }

        private func everything(
            _ signed: SignedCheckpoint?, since: Instant?, _ counts: inout Counts,
            _ write: (String) async throws -> Void
        ) async throws {
            var position: Int64 = 0
            while let signed, position < signed.size {
                let end = min(position + bucketSize, signed.size)
                for leaf in try await store.leaves(at: position..<end, asOf: signed.number) {
                    try await write(ExportLine.leaf(leaf, path: nil))
                    counts.begin(leaf.chain)
                    try await entries(of: leaf.chain, since: since, &counts, write)
                }
                position = end
            }
            var last: String?
            while true {
                let heads = try await audit.heads(after: last, limit: Self.pageSize)
                guard let end = heads.last else { return }
                for state in try await store.states(of: heads.map(\.chain)) {
                    if let leaf = state.leaf, leaf.position < signed?.size ?? 0 { continue }
                    try await entries(of: state.head.chain, since: since, &counts, write)
                }
                last = end.chain
            }
        }

        /// The newest checkpoint, and the leaf of `account` in it with its way to the root.
        private func place(
            of account: Identifier<Account>
        ) async throws(StoreError) -> (signed: SignedCheckpoint?, leaf: Leaf?, path: [[UInt8]]) {
            while true {
                let signed = try await store.latest()
                let state = try await store.states(of: [account.text]).first
                guard let signed, let position = state?.leaf?.position, position < signed.size else {
                    return (signed, nil, [])
                }
                let bucket = position / bucketSize
                let start = bucket * bucketSize
                let leaves = try await store.leaves(
                    at: start..<min(start + bucketSize, signed.size), asOf: signed.number)
                let buckets = try await store.buckets(asOf: signed.number)
                // Hashes of buckets go when the next checkpoint comes.
                guard try await store.latest() == signed else { continue }
                let index = Int(position - start)
                guard leaves.indices.contains(index), leaves[index].chain == account.text else {
                    return (signed, nil, [])
                }
                let hashes = leaves.map { $0.treeHash(digest: digest) }
                return (
                    signed, leaves[index],
                    TreeHash.path(to: index, in: hashes[...], digest: digest)
                        + TreeHash.path(to: Int(bucket), in: buckets[...], digest: digest)
                )
            }
        }

        private func entries(
            of chain: String, since: Instant?, _ counts: inout Counts,
            _ write: (String) async throws -> Void
        ) async throws {
            var last: Int64 = 0
            while true {
                let page = try await audit.entries(of: chain, after: last, limit: Self.pageSize)
                guard let end = page.last else { return }
                for entry in page where since.map({ entry.fields.at >= $0 }) ?? true {
                    counts.begin(chain)
                    try await write(ExportLine.entry(entry))
                    counts.entries += 1
                }
                last = end.sequence
            }
        }
    }
}
