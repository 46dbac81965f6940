extension Audit {
    /// Checks the whole log: its checkpoints, every chain, and that the chains are those that were signed.
    ///
    /// Reads in pages; memory does not grow with the log.
    package struct LogVerification: Sendable {
        /// How far it is.
        package struct Progress: Sendable, Equatable {
            package var checkpoints: Int64 = 0
            package var chains: Int64 = 0
            package var entries: Int64 = 0
            /// Entries behind the last checkpoint: no signature covers them yet.
            package var unsigned: Int64 = 0
        }

        private let audit: any AuditStore
        private let store: any CheckpointStore
        private let signer: any CheckpointSigning
        private let digest: any Digesting
        private let report: @Sendable (Progress) -> Void
        private let pageSize: Int64
        /// What was seen.
        package private(set) var progress = Progress()
        /// What is wrong: at most one flaw per chain, and those of checkpoints.
        package private(set) var flaws: [Flaw] = []
        /// The newest checkpoint that the chains were compared with.
        package private(set) var newest: Checkpoint?

        /// Checks what `audit` and `store` hold, and tells how far it is by `report` now and then.
        package init(
            audit: any AuditStore, store: any CheckpointStore, signer: any CheckpointSigning,
            digest: any Digesting, pageSize: Int64 = 500,
            report: @escaping @Sendable (Progress) -> Void = { _ in }
        ) {
            self.audit = audit
            self.store = store
            self.signer = signer
            self.digest = digest
            self.pageSize = pageSize
            self.report = report
        }

        /// Checks everything; `trusted` is the signed form of an earlier checkpoint that was kept elsewhere.
        package mutating func run(trusted: String? = nil) async throws(StoreError) {
            var targets = try await checkpoints(trusted: trusted)
            try await leaves(&targets)
            for target in targets
            where target.tree.root != target.checkpoint.root
                || Int64(target.tree.count) != target.checkpoint.size
            {
                flaws.append(.notAsSigned(checkpoint: target.checkpoint.number))
            }
            try await chainsOutsideOfTheTree(size: newest?.size ?? 0)
            for chain in try await audit.chainsWithoutHead() where !isFlawed(chain) {
                try await verify(chain, head: nil, first: 1, watched: [])
            }
            report(progress)
        }

        /// A checkpoint that the chains are compared with.
        private struct Target {
            let checkpoint: Checkpoint
            var tree: TreeHash
        }

        private func isFlawed(_ chain: String) -> Bool {
            flaws.contains { $0.chain == chain }
        }

        /// Checks signatures and links, and returns the newest checkpoint and the trusted one.
        private mutating func checkpoints(
            trusted: String?
        ) async throws(StoreError) -> [Target] {
            var last: Checkpoint?
            var previous = Audit.genesisHash
            var kept: Checkpoint?
            if let trusted {
                kept = try await signer.read(trusted)
                if kept == nil { flaws.append(.checkpointUnknown) }
            }
            let wanted = kept
            var number: Int64 = 0
            reading: while true {
                let page = try await store.checkpoints(after: number, limit: 500)
                for signed in page {
                    guard signed.number == number + 1 else {
                        flaws.append(.checkpointMissing(number: number + 1))
                        break reading
                    }
                    number += 1
                    guard let checkpoint = try await signer.read(signed.jws),
                        checkpoint.number == number, checkpoint.previous == previous,
                        checkpoint.at == signed.at, checkpoint.size == signed.size
                    else {
                        flaws.append(.checkpointAltered(number: number))
                        break reading
                    }
                    if number == wanted?.number, signed.jws != trusted {
                        flaws.append(.checkpointAltered(number: number))
                    }
                    previous = Checkpoint.hash(of: signed.jws, digest: digest)
                    last = checkpoint
                    progress.checkpoints += 1
                }
                if page.isEmpty { break }
                report(progress)
            }
            if let wanted, wanted.number > last?.number ?? 0 {
                flaws.append(.checkpointMissing(number: wanted.number))
            }
            if kept == last { kept = nil }
            newest = last
            return [last, kept].compactMap { checkpoint in
                checkpoint.map { Target(checkpoint: $0, tree: TreeHash(digest: digest)) }
            }
        }

        /// Checks the chains that have a place in the tree, in its order.
        private mutating func leaves(_ targets: inout [Target]) async throws(StoreError) {
            let size = targets.map(\.checkpoint.size).max() ?? 0
            var position: Int64 = 0
            while position < size {
                let positions = position..<min(position + pageSize, size)
                var leaves: [[Int64: Leaf]] = []
                for target in targets {
                    let found = try await store.leaves(at: positions, asOf: target.checkpoint.number)
                    leaves.append(Dictionary(found.map { ($0.position, $0) }) { first, _ in first })
                }
                let chains = Set(leaves.flatMap { $0.values.map(\.chain) }).sorted()
                let heads = Dictionary(
                    try await store.states(of: chains).map { ($0.head.chain, $0.head) }
                ) { first, _ in first }
                for position in positions {
                    let watched = leaves.map { $0[position] }
                    guard let leaf = watched.compactMap(\.self).first else { continue }
                    try await verify(
                        leaf.chain, head: heads[leaf.chain], first: leaf.first,
                        watched: watched.compactMap(\.self))
                    for (index, leaf) in watched.enumerated() {
                        guard let leaf, position < targets[index].checkpoint.size else { continue }
                        targets[index].tree.append(leaf.treeHash(digest: digest))
                    }
                    progress.unsigned += max((heads[leaf.chain]?.sequence ?? 0) - leaf.last, 0)
                }
                position = positions.upperBound
                report(progress)
            }
        }

        /// Checks chains that began after the newest checkpoint.
        private mutating func chainsOutsideOfTheTree(size: Int64) async throws(StoreError) {
            var last: String?
            while true {
                let heads = try await audit.heads(after: last, limit: Int(pageSize))
                guard let end = heads.last else { return }
                for state in try await store.states(of: heads.map(\.chain)) {
                    if let leaf = state.leaf, leaf.position < size { continue }
                    try await verify(state.head.chain, head: state.head, first: 1, watched: [])
                    progress.unsigned += state.head.sequence
                }
                last = end.chain
            }
        }

        /// Checks one chain from its entry `first`, and that it contains the ends of the `watched` leaves.
        private mutating func verify(
            _ chain: String, head: Head?, first: Int64, watched: [Leaf]
        ) async throws(StoreError) {
            var seen: [Int64: [UInt8]] = [:]
            var page = try await audit.entries(of: chain, after: first - 1, limit: Int(pageSize))
            var verification = Verification(
                chain: chain, after: first - 1,
                hash: first > 1 ? page.first?.previousHash ?? Audit.genesisHash : Audit.genesisHash,
                digest: digest)
            while verification.flaw == nil, let next = page.last {
                for entry in page where entry.sequence <= head?.sequence ?? .max {
                    verification.take(entry)
                    progress.entries += 1
                    if watched.contains(where: { $0.last == entry.sequence }) {
                        seen[entry.sequence] = entry.hash
                    }
                }
                page = try await audit.entries(of: chain, after: next.sequence, limit: Int(pageSize))
            }
            verification.finish(head: head)
            progress.chains += 1
            if let flaw = verification.flaw {
                flaws.append(flaw)
            } else if let leaf = watched.first(where: { seen[$0.last] != $0.hash && $0.last >= first }) {
                flaws.append(.rewritten(chain: chain, sequence: leaf.last))
            }
        }
    }
}
