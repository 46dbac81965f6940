extension Audit {
    /// Hands every entry to another system, at least once, soon after it was written.
    ///
    /// Of several servers one does it. It follows the log by the time of its entries; as transactions become
    /// visible in another order, it looks again at the last minutes now and then, and at the end of every
    /// chain when it begins and each hour. What was taken of each chain is remembered durably, so nothing is
    /// left out whatever stops, and little comes twice.
    package struct Streamer: Sendable {
        /// What a step came to.
        package enum Outcome: Sendable, Equatable {
            /// Another server does it.
            case notMine
            /// There is nothing more now.
            case idle
            /// So many entries were taken; there may be more.
            case sent(Int)
            /// The other system did not take what there is.
            case failed(Delivery.Trouble)
        }

        private let audit: any AuditStore
        private let checkpoints: any CheckpointStore
        private let store: any AuditStreamStore
        private let duties: any DutyStore
        private let sink: any AuditSink
        private let clock: any Timekeeping
        private let duty: Duty

        /// Until when the duty is ours, as far as we know.
        private var heldUntil: Instant?
        /// Behind what is next by time.
        private var position = Position(at: Instant(milliseconds: 0), chain: "", sequence: 0)
        /// The chain behind which all ends are being looked at; `nil`: they were.
        private var sweep: String?
        private var nextLook = Instant(milliseconds: 0)
        private var nextSweep = Instant(milliseconds: 0)
        /// The last moment that the clock showed: it may be put back.
        private var lastSeen = Instant(milliseconds: .min)
        /// Entries in the next batch: fewer after the other system refused some, more again after it took them.
        private var batchSize = Self.mostEntries
        /// Whether trouble was noted that is not over.
        private var isFailing = false

        /// How long a server that says nothing keeps the duty.
        static let lease = Duration.minutes(2)
        /// How long the other system has for one batch.
        static let patience = Duration.seconds(30)
        /// How far a look at the last minutes goes back, and the small one of every step.
        static let overlap = Duration.minutes(2)
        static let smallOverlap = Duration.seconds(5)
        static let lookEvery = Duration.minutes(1)
        static let sweepEvery = Duration.hours(1)
        static let pageSize = 500
        /// The most entries and bytes of one batch; a single entry may be larger.
        static let mostEntries = 500
        static let mostBytes = 512 * 1024

        /// Streams to `sink` as `holder`, which is different for every server.
        package init(
            audit: any AuditStore, checkpoints: any CheckpointStore, store: any AuditStreamStore,
            duties: any DutyStore, sink: any AuditSink, clock: any Timekeeping, holder: String
        ) {
            self.audit = audit
            self.checkpoints = checkpoints
            self.store = store
            self.duties = duties
            self.sink = sink
            self.clock = clock
            duty = Duty("audit.stream", holder: holder)
        }

        /// Hands over the next entries, if there are any.
        package mutating func step() async throws(StoreError) -> Outcome {
            guard try await hold() != .notMine else { return .notMine }
            let now = clock.now
            if now >= nextSweep {
                sweep = ""
                nextSweep = now + Self.sweepEvery
            }
            if let last = sweep {
                let chains = try await audit.heads(after: last, limit: Self.pageSize).map(\.chain)
                let outcome = try await send(chains)
                if case .failed = outcome { return outcome }
                if outcome != .notMine { sweep = chains.last }
                return outcome == .idle && sweep != nil ? .sent(0) : outcome
            }
            if now >= nextLook {
                position = Position(at: position.at - Self.overlap, chain: "", sequence: 0)
                nextLook = now + Self.lookEvery
            }
            let (chains, end) = try await checkpoints.changed(after: position, limit: Self.pageSize)
            let outcome = try await send(chains)
            switch outcome {
            case .failed, .notMine: return outcome
            case .idle, .sent: break
            }
            if let end {
                position = end
                return outcome == .idle ? .sent(0) : outcome
            }
            // At the end of everything, and nothing waits: what could not be handed over is gone.
            if outcome == .idle, isFailing { try await recover() }
            position = Position(
                at: max(position.at, now - Self.smallOverlap), chain: "", sequence: 0)
            return outcome
        }

        /// Gives the duty back, so that the next server need not wait.
        package mutating func release() async throws(StoreError) {
            guard heldUntil != nil else { return }
            heldUntil = nil
            let now = clock.now
            _ = try await duties.claim(duty, now: now, until: now)
        }

        /// Whose the duty is.
        private enum Holding {
            case notMine
            /// As before.
            case kept
            /// Newly: whatever was read before may be another server's by now.
            case taken
        }

        /// Takes or keeps the duty; whoever takes it begins with the ends of all chains.
        private mutating func hold() async throws(StoreError) -> Holding {
            let now = clock.now
            // What was reckoned by a clock that was ahead would wait until it is then.
            if now < lastSeen { heldUntil = nil }
            lastSeen = now
            if let heldUntil, heldUntil - now > Self.lease / 2 { return .kept }
            let wasMine = heldUntil.map { $0 > now } ?? false
            guard try await duties.claim(duty, now: now, until: now + Self.lease),
                try await store.begin(at: now, by: duty)
            else {
                heldUntil = nil
                return .notMine
            }
            heldUntil = now + Self.lease
            if wasMine { return .kept }
            position = Position(at: now - Self.overlap, chain: "", sequence: 0)
            nextSweep = now
            nextLook = now + Self.lookEvery
            return .taken
        }

        /// Hands over what waits in `chains`, batch after batch.
        private mutating func send(_ chains: [String]) async throws(StoreError) -> Outcome {
            var count = 0
            while true {
                var waiting = try await store.waiting(of: chains)[...]
                if waiting.isEmpty { return count == 0 ? .idle : .sent(count) }
                while !waiting.isEmpty {
                    switch try await hold() {
                    case .kept: break
                    case .taken: return .sent(count)
                    case .notMine: return .notMine
                    }
                    let batch = Self.batch(of: waiting, atMost: batchSize)
                    switch await sink.take(batch, within: Self.patience) {
                    case .taken:
                        guard try await store.confirm(batch, at: clock.now, by: duty) else { return lost() }
                        isFailing = false
                        batchSize = min(batchSize * 2, Self.mostEntries)
                        waiting = waiting.dropFirst(batch.count)
                        count += batch.count
                    case .refused where batch.count > 1: batchSize = batch.count / 2
                    case .refused(let trouble):
                        let entry = batch[0]
                        return try await failed(
                            Delivery.Trouble("\(trouble): entry \(entry.sequence) of chain \(entry.chain)"))
                    case .failed(let trouble): return try await failed(trouble)
                    }
                }
            }
        }

        /// The first of `entries`, as many as one batch may have.
        private static func batch(
            of entries: ArraySlice<ChainedEntry>, atMost count: Int
        ) -> [ChainedEntry] {
            var batch: [ChainedEntry] = []
            var bytes = 0
            for entry in entries.prefix(count) {
                bytes += entry.exportLine.utf8.count
                if bytes > mostBytes, !batch.isEmpty { break }
                batch.append(entry)
            }
            return batch
        }

        private mutating func failed(_ trouble: Delivery.Trouble) async throws(StoreError) -> Outcome {
            isFailing = true
            guard try await store.note(trouble, at: clock.now, by: duty) else { return lost() }
            return .failed(trouble)
        }

        /// Forgets the trouble.
        private mutating func recover() async throws(StoreError) {
            isFailing = false
            _ = try await store.confirm([], at: clock.now, by: duty)
        }

        private mutating func lost() -> Outcome {
            heldUntil = nil
            return .notMine
        }
    }
}
