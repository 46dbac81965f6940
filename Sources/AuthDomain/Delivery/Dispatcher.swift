extension Delivery {
    /// Takes messages from the outbox and hands them to channels.
    ///
    /// One message is tried by one server at a time. After a crash between handing over and writing
    /// that down, the lease ends and the message is handed over once more, under the same identifier.
    package struct Dispatcher: Sendable {
        /// What happened, for the log; no addresses.
        package enum Report: Sendable {
            case sent(Message, by: String)
            case retried(Message, at: Instant, Trouble)
            case expired(Message, Trouble)
            case dead(Identifier<Message>, event: String, Trouble)
        }

        private let queue: any OutboxQueue
        private let channels: [any DeliveryChannel]
        private let settings: Settings
        private let worker: String
        private let random: any Randomness
        private let clock: any Timekeeping
        private let report: @Sendable (Report) -> Void

        /// Delivers over `channels`, of each kind in their order: the next one is asked when one does not
        /// take a message.
        package init(
            queue: any OutboxQueue, channels: [any DeliveryChannel], settings: Settings,
            random: any Randomness, clock: any Timekeeping,
            report: @escaping @Sendable (Report) -> Void = { _ in }
        ) {
            self.queue = queue
            self.channels = channels
            self.settings = settings
            self.random = random
            self.clock = clock
            self.report = report
            worker = Identifier<Dispatcher>(random: random).text
        }

        /// The channels that messages can be sent on.
        private var kinds: Set<Channel> { Set(channels.map(\.channel)) }

        /// Claims up to `count` messages that are due.
        package func claim(upTo count: Int) async throws(StoreError) -> [ClaimedMessage] {
            let routes = Dictionary(grouping: channels, by: \.channel).values.map(\.count).max() ?? 0
            let claim = Claim(
                worker: worker, channels: kinds, count: count,
                lease: settings.patience * routes + .minutes(1), limits: settings.limits)
            let now = clock.now
            let source = source
            return try await queue.claim(claim, at: now) { [report] message in
                report(.dead(message.id, event: message.event, message.trouble))
                return Record(message.entry(.messageDead, by: .system, at: now, source: source))
            }
        }

        /// How long nobody need look: until the next message is due, at most `span`.
        package func pause(atMost span: Duration) async throws(StoreError) -> Duration {
            guard let next = try await queue.nextDue(on: kinds) else { return span }
            return min(max(next - clock.now, .zero), span)
        }

        /// Tries a claimed message and writes down what became of it.
        ///
        /// Returns whatever happens: what could not be written down is tried again when the lease ends.
        package func deliver(_ claimed: ClaimedMessage) async throws(StoreError) {
            let message = claimed.message
            let settlement = await attempt(claimed)
            let now = clock.now
            var record: Record?
            switch settlement {
            case .sent(let channel): report(.sent(message, by: channel))
            case .retry(let next, let trouble): report(.retried(message, at: next, trouble))
            case .expired(let trouble): report(.expired(message, trouble))
            case .dead(let trouble):
                report(.dead(message.id, event: message.event, trouble))
                record = Record(
                    Audit.Entry(
                        .messageDead, account: message.account, by: .system, subject: message.id.text,
                        details: [
                            Audit.Detail("event", message.event),
                            Audit.Detail("channel", message.channel.rawValue),
                            Audit.Detail("why", trouble.description),
                        ], at: now, source: source))
            }
            _ = try await queue.settle(
                message.id, as: settlement, by: worker, at: now, recording: record)
        }

        /// Ends and forgets what is over.
        package func sweep() async throws(StoreError) {
            try await queue.sweep(at: clock.now, removing: clock.now - settings.retention)
        }

        /// Forgets what is old, and ends nothing: for a server that only shows messages.
        package func forget() async throws(StoreError) {
            try await queue.forget(before: clock.now - settings.retention)
        }

        /// Asks one channel after the other, never on another kind and never at another address.
        private func attempt(_ claimed: ClaimedMessage) async -> Settlement {
            let message = claimed.message
            var verdicts: [Verdict] = []
            for channel in channels where channel.channel == message.channel {
                let left = message.expiresAt - clock.now
                guard left > .zero else { break }
                let verdict = await channel.deliver(message, within: min(settings.patience, left))
                if case .accepted(let name) = verdict { return .sent(by: name) }
                verdicts.append(verdict)
            }
            guard !verdicts.isEmpty else { return .expired(Trouble("too late")) }
            return settings.retry.settlement(
                after: verdicts, attempt: claimed.attempt, expiresAt: message.expiresAt, now: clock.now,
                chance: random.bytes(2).reduce(0) { $0 << 8 | UInt16($1) })
        }

        private var source: RequestSource {
            RequestSource(address: "local", userAgent: "delivery", reference: worker)
        }
    }

    /// How messages are delivered.
    package struct Settings: Sendable, Equatable {
        package var limits = Limits()
        package var retry = RetryRule()
        /// How long one channel may take for one message.
        package var patience: Duration = .seconds(30)
        /// Messages that one server sends at the same time.
        package var concurrency = 8
        /// How long ended messages are kept, without what they said.
        package var retention: Duration = .days(30)

        /// The defaults.
        package init() {}
    }
}
