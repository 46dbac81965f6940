extension Delivery {
    /// What staff does about messages: trying again with what was given up, and a test message to oneself.
    package struct MessageCare: Sendable {
        private let outbox: any OutboxStore
        private let throttles: any ThrottleStore
        private let composer: any NoticeComposing
        private let clock: any Timekeeping

        /// Five test messages, then ever longer waits; after a day all is forgotten.
        private static let testRule = SignIn.ThrottleRule(
            free: 5, firstWait: .minutes(5), longestWait: .hours(12), forgetAfter: .days(1))

        /// Works on `outbox`; how many tests somebody sends is counted in `throttles`.
        package init(
            outbox: any OutboxStore, throttles: any ThrottleStore, composer: any NoticeComposing,
            clock: any Timekeeping
        ) {
            self.outbox = outbox
            self.throttles = throttles
            self.composer = composer
            self.clock = clock
        }

        /// What became of a test message.
        package enum TestOutcome: Sendable, Equatable {
            /// It waits to be sent, to that many addresses.
            case sent(count: Int)
            /// There is no address that it could go to.
            case noAddress
            case throttled(retryAfter: Duration)
        }

        /// Lets a dead notice wait again.
        ///
        /// - Returns: whether there was one that can still be sent; of concurrent calls exactly one wins.
        package func retry(
            _ id: Identifier<Message>, by actor: Audit.Actor, source: RequestSource
        ) async throws(StoreError) -> Bool {
            let now = clock.now
            return try await outbox.retry(id, at: now) {
                Record($0.entry(.messageRetried, by: actor, at: now, source: source))
            } == 1
        }

        /// Sends a message that says that messages arrive to all addresses of `account`, which is the one who
        /// asks: nobody sends tests to others.
        package func sendTest(
            to account: Account, by actor: Audit.Actor, source: RequestSource
        ) async throws(StoreError) -> TestOutcome {
            let now = clock.now
            let notification = composer.compose(.testMessage, for: account, at: now, source: source)
            guard !notification.messages.isEmpty else { return .noAddress }
            let verdict = try await throttles.reserve(
                [SignIn.ThrottleLimit(.testMessage(account: account.id), Self.testRule)], now: now)
            switch verdict {
            case .allowed: break
            case .blocked(let until): return .throttled(retryAfter: max(until - now, .seconds(1)))
            case .disabled: return .throttled(retryAfter: Self.testRule.longestWait)
            }
            let count = notification.messages.count
            try await outbox.put(
                Record(
                    Audit.Entry(
                        .messageTested, account: account.id, by: actor,
                        details: [Audit.Detail("messages", String(count))], at: now, source: source),
                    telling: notification))
            return .sent(count: count)
        }
    }
}
