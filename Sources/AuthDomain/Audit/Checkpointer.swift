extension Audit {
    /// Makes checkpoints: each one proves that it extends the one before.
    ///
    /// Before anything is signed, the last checkpoint's signature, the kept hashes of the tree, the leaves of
    /// every bucket that changes (in a complete run: of all), and the new entries of every chain are checked. So
    /// whoever can only write to the database cannot have a history signed that contradicts an earlier checkpoint.
    package struct Checkpointer: Sendable {
        /// What a run came to.
        package enum Outcome: Sendable, Equatable {
            /// The last checkpoint is too young.
            case notNow
            /// Another server makes them.
            case notMine
            /// Nothing happened since the last one.
            case unchanged
            /// A checkpoint was made; `withheld` are chains that do not follow from what was signed of
            /// them, which therefore stay in the tree as they were (the first hundred).
            case made(Checkpoint, withheld: [String])
            /// What lies in the database is not what the checkpoint of that number signed.
            case refused(number: Int64)
        }

        let audit: any AuditStore
        let store: any CheckpointStore
        private let duties: any DutyStore
        private let signer: any CheckpointSigning
        let digest: any Digesting
        let duty: Duty
        private let retention: Duration?

        /// The shortest time between two checkpoints.
        package static let interval = Duration.seconds(60)
        /// How long a server that says nothing keeps the duty.
        static let lease = Duration.minutes(5)
        /// Entries may become visible later than the moment that they name; a complete run finds later ones.
        static let overlap = Duration.minutes(2)
        static let pageSize = 500

        /// Makes checkpoints as `holder`, which is different for every server.
        ///
        /// Entries older than `retention` (`nil`: none) are removed by complete runs: one signs that the
        /// chain begins later, the next one deletes what is before. A chain's newest entry stays.
        package init(
            audit: any AuditStore, store: any CheckpointStore, duties: any DutyStore,
            signer: any CheckpointSigning, digest: any Digesting, holder: String,
            retention: Duration? = nil
        ) {
            self.audit = audit
            self.store = store
            self.duties = duties
            self.signer = signer
            self.digest = digest
            duty = Duty("audit.checkpoint", holder: holder)
            self.retention = retention
        }

        /// Makes a checkpoint when one is due. With `complete`, every chain is looked at, not only
        /// those that changed lately. A last checkpoint below the number `known` is refused: somebody
        /// removed the one that was there.
        package func run(
            now: Instant, complete: Bool, known: Int64 = 0
        ) async throws(StoreError) -> Outcome {
            guard try await duties.claim(duty, now: now, until: now + Self.lease) else { return .notMine }
            do throws(StoreError) {
                let outcome = try await make(now: now, complete: complete, known: known)
                try await release(now)
                return outcome
            } catch {
                try? await release(now)
                throw error
            }
        }

        private func make(
            now: Instant, complete: Bool, known: Int64
        ) async throws(StoreError) -> Outcome {
            let latest = try await store.latest()
            guard latest?.number ?? 0 >= known else { return .refused(number: known) }
            guard var draft = try await begin(after: latest) else {
                return .refused(number: latest?.number ?? 0)
            }
            // What was signed counts, not what the database says of it; and a clock that was ahead once does not
            // keep everybody waiting.
            if let last = draft.signedAt, last <= now, now - last < Self.interval { return .notNow }
            if complete, try await !isAsSigned(&draft) { return .refused(number: draft.number - 1) }
            guard
                try await store.discard(
                    after: draft.number - 1, size: draft.size, by: duty)
            else { return .notMine }
            guard
                try await stage(
                    &draft, since: draft.signedAt.map { min($0, now) }, now: now, complete: complete || latest == nil)
            else { return .notMine }
            if draft.changed.isEmpty {
                return draft.withheld.isEmpty ? .unchanged : .refused(number: draft.number - 1)
            }
            for bucket in draft.changed {
                try await keep(&draft)
                switch try await hash(bucket, &draft) {
                case .staged: break
                case .lost: return .notMine
                case .altered: return .refused(number: draft.number - 1)
                }
            }
            return try await finish(draft, latest: latest, now: now)
        }

        /// Gives the duty back: whoever is next need not wait for the end of the lease, which is for servers that die.
        /// With the moment `now` at which the run began, for which nobody else's claim is over.
        private func release(_ now: Instant) async throws(StoreError) {
            _ = try await duties.claim(duty, now: now, until: now)
        }

        /// Keeps the duty through a long run; what a lost one writes changes nothing. A cancelled run ends here.
        func keep(_ draft: inout CheckpointDraft) async throws(StoreError) {
            guard !Task.isCancelled else { throw .unavailable(reason: "the run was cancelled") }
            let now = ContinuousClock.now
            let span = now - draft.renewedAt
            guard span > Self.lease / 3 else { return }
            draft.renewedAt = now
            try await duties.renew(duty, by: span)
        }

        /// What is known before the first chain is looked at; `nil` when the last checkpoint's signature
        /// or the hashes under its root are not right.
        private func begin(after latest: SignedCheckpoint?) async throws(StoreError) -> CheckpointDraft? {
            guard let latest else { return CheckpointDraft(number: 1, size: 0, signedAt: nil, buckets: []) }
            guard let signed = try await signer.read(latest.jws), signed.number == latest.number,
                signed.size == latest.size
            else { return nil }
            let buckets = try await store.buckets(asOf: latest.number)
            guard TreeHash.root(of: buckets, digest: digest) == signed.root,
                Int64(buckets.count) == (signed.size + bucketSize - 1) / bucketSize
            else { return nil }
            return CheckpointDraft(
                number: latest.number + 1, size: signed.size, signedAt: signed.at, buckets: buckets)
        }

        /// Stages every chain that has grown; `false` when the duty was lost.
        private func stage(
            _ draft: inout CheckpointDraft, since: Instant?, now: Instant, complete: Bool
        ) async throws(StoreError) -> Bool {
            if complete, let retention {
                guard try await shorten(&draft, before: now - retention) else { return false }
            }
            if complete {
                var last: String?
                while true {
                    let chains = try await audit.heads(after: last, limit: Self.pageSize).map(\.chain)
                    guard let end = chains.last else { return true }
                    guard try await stage(chains, &draft) else { return false }
                    last = end
                }
            }
            var position = Position(at: (since ?? now) - Self.overlap, chain: "", sequence: 0)
            while true {
                let (chains, end) = try await store.changed(after: position, limit: Self.pageSize)
                guard try await stage(chains, &draft) else { return false }
                guard let end else { return true }
                position = end
            }
        }

        /// Stages those of `chains` that have grown, or whose entries before `moment` may go; `false` when the duty
        /// was lost.
        func stage(
            _ chains: [String], _ draft: inout CheckpointDraft, keepingSince moment: Instant? = nil
        ) async throws(StoreError) -> Bool {
            try await keep(&draft)
            var leaves: [Leaf] = []
            for state in try await store.states(of: chains) {
                let head = state.head
                if let leaf = state.leaf, draft.isStaged(leaf.position) { continue }
                // Somebody else says what this run has to say, or a place that nobody was given.
                let isKnown = state.leaf.map { (0..<draft.size).contains($0.position) } ?? true
                guard state.markedIn < draft.number, isKnown else {
                    draft.withhold(head.chain)
                    continue
                }
                var first = state.leaf?.first ?? 1
                if let moment {
                    guard let later = try await beginning(of: state, keepingSince: moment) else {
                        draft.withhold(head.chain)
                        continue
                    }
                    first = later
                }
                if let leaf = state.leaf, leaf.last == head.sequence, leaf.hash == head.hash,
                    leaf.first == first
                {
                    continue
                }
                // Nothing was signed before the first checkpoint: it takes the log as it is.
                if draft.number > 1 {
                    guard try await extends(state) else {
                        draft.withhold(head.chain)
                        continue
                    }
                }
                let position = state.leaf?.position ?? draft.nextSize
                let leaf = Leaf(
                    position: position, chain: head.chain, first: first, last: head.sequence, hash: head.hash)
                leaves.append(leaf)
                draft.take(position, treeHash: leaf.treeHash(digest: digest))
            }
            if leaves.isEmpty { return true }
            return try await store.stage(leaves, for: draft.number, by: duty)
        }

        /// Whether the chain's entries lead from what was marked to its head.
        private func extends(_ state: ChainState) async throws(StoreError) -> Bool {
            let head = state.head
            var verification = Verification(
                chain: head.chain, after: state.leaf?.last ?? 0,
                hash: state.leaf?.hash ?? Audit.genesisHash, digest: digest)
            while verification.flaw == nil, verification.sequence < head.sequence {
                let page = try await audit.entries(
                    of: head.chain, after: verification.sequence, limit: Self.pageSize)
                guard !page.isEmpty else { break }
                for entry in page where entry.sequence <= head.sequence { verification.take(entry) }
            }
            verification.finish(head: head)
            return verification.flaw == nil
        }

        private enum Hashing { case staged, lost, altered }

        /// Hashes a bucket with its changed leaves, once it is sure that the others are what was signed. What
        /// this run has staged is known here, and not read back.
        private func hash(_ bucket: Int64, _ draft: inout CheckpointDraft) async throws(StoreError) -> Hashing {
            var hashes: [[UInt8]] = []
            if bucket < draft.signedBuckets {
                guard let signed = try await signedHashes(of: bucket, in: draft) else { return .altered }
                hashes = signed
            }
            guard let all = draft.hashes(of: bucket, over: hashes) else { return .altered }
            let hash = TreeHash.root(of: all, digest: digest)
            guard try await store.stage(bucket: bucket, hash: hash, for: draft.number, by: duty)
            else { return .lost }
            draft.set(hash, of: Int(bucket))
            return .staged
        }

        /// The hashes of a bucket's leaves as of the last checkpoint; `nil` when they are not what was signed.
        private func signedHashes(
            of bucket: Int64, in draft: CheckpointDraft
        ) async throws(StoreError) -> [[UInt8]]? {
            let leaves = try await store.leaves(
                at: bucket * bucketSize..<(bucket + 1) * bucketSize, asOf: draft.number - 1)
            let hashes = leaves.map { $0.treeHash(digest: digest) }
            return TreeHash.root(of: hashes, digest: digest) == draft.buckets[Int(bucket)] ? hashes : nil
        }

        /// Whether all leaves are what was signed.
        private func isAsSigned(_ draft: inout CheckpointDraft) async throws(StoreError) -> Bool {
            for bucket in 0..<draft.signedBuckets {
                try await keep(&draft)
                guard try await signedHashes(of: bucket, in: draft) != nil else { return false }
            }
            return true
        }

        private func finish(
            _ draft: CheckpointDraft, latest: SignedCheckpoint?, now: Instant
        ) async throws(StoreError) -> Outcome {
            let checkpoint = Checkpoint(
                number: draft.number, at: now, size: draft.nextSize,
                root: TreeHash.root(of: draft.buckets, digest: digest),
                previous: latest.map { Checkpoint.hash(of: $0.jws, digest: digest) } ?? Audit.genesisHash)
            let signed = SignedCheckpoint(
                number: draft.number, at: now, size: draft.nextSize,
                jws: try await signer.sign(checkpoint))
            guard try await store.add(signed, by: duty) else { return .notMine }
            return .made(checkpoint, withheld: draft.withheld)
        }
    }
}
