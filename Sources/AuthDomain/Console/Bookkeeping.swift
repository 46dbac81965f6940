extension Console {
    /// Keeps the counters of the overview up to date. Every server does, and each span is counted once.
    package struct Bookkeeping: Sendable {
        private let store: any ConsoleStore
        private let clock: any Timekeeping

        /// How far the counters stay behind the clock, so that every entry of a span is committed.
        package static let distance = Duration.minutes(1)
        /// The longest span that is counted in one transaction.
        package static let span = Duration.minutes(10)
        /// How far back the first count reaches.
        package static let reach = Duration.hours(48)
        /// How exactly today's share is known.
        package static let sharePrecision = Duration.minutes(10)
        /// How long hours are kept.
        package static let hourLife = Duration.days(35)
        /// How long days are kept.
        package static let dayLife = Duration.days(800)

        /// Works on `store`.
        package init(store: any ConsoleStore, clock: any Timekeeping) {
            self.store = store
            self.clock = clock
        }

        /// Counts everything that can be counted now.
        package func catchUp() async throws(StoreError) {
            let now = clock.now
            let end = now - Self.distance
            var mayGoOn = true
            while mayGoOn, !Task.isCancelled {
                mayGoOn = try await store.countNext(
                    from: now - Self.reach, to: end, span: Self.span)
            }
            try await store.noteShare(at: now, unlessAfter: now - Self.sharePrecision)
            try await store.forget(
                hoursBefore: now - Self.hourLife, daysBefore: now - Self.dayLife)
        }
    }
}
