extension Audit {
    /// Some of a person's security events, newest first.
    package struct SecurityEventPage: Sendable {
        package let events: [SecurityEvent]
        /// The sequence to go on before; `nil` when there is nothing older.
        package let next: Int64?
        /// The chain's last sequence when the page was made; grows with every entry.
        package let head: Int64
    }

    /// Shows people what happened to their own account.
    package struct SecurityEventList: Sendable {
        private let store: any SecurityEventStore

        /// How many events a page has at most.
        package static let pageSize = 20
        /// How many entries are looked at for a page, so that a long chain costs no more than a short one.
        package static let reach = 400

        /// Reads from `store`.
        package init(store: any SecurityEventStore) {
            self.store = store
        }

        /// The newest events of `account`, older than the entry numbered `before` when it is given.
        ///
        /// A page may have fewer events than ``pageSize`` and still name a ``SecurityEventPage/next``: no
        /// more than ``reach`` entries are looked at for one page.
        package func page(
            of account: Identifier<Account>, before: Int64? = nil
        ) async throws(StoreError) -> SecurityEventPage {
            let (head, entries) = try await store.newest(
                of: account, before: before, limit: Self.reach)
            let shown = entries.compactMap { SecurityEvent($0) }
            var events: [SecurityEvent] = []
            var rest: Int64?
            for (index, event) in shown.enumerated() {
                guard !shown[(index + 1)...].contains(where: { event.repeats($0) }) else { continue }
                if events.count == Self.pageSize {
                    rest = events.last?.sequence
                    break
                }
                events.append(event)
            }
            if rest == nil, entries.count == Self.reach { rest = entries.last?.sequence }
            return SecurityEventPage(events: events, next: rest, head: head)
        }

        /// The event numbered `sequence` of `account`; `nil` when there is none that is shown.
        package func event(
            _ sequence: Int64, of account: Identifier<Account>
        ) async throws(StoreError) -> SecurityEvent? {
            guard sequence > 0, sequence < .max else { return nil }
            let (_, entries) = try await store.newest(of: account, before: sequence + 1, limit: 1)
            return entries.first.flatMap {
                $0.sequence == sequence ? SecurityEvent($0) : nil
            }
        }

        /// The last sequence of the chain of `account`; 0 when nothing has happened yet.
        package func head(of account: Identifier<Account>) async throws(StoreError) -> Int64 {
            try await store.newest(of: account, before: 0, limit: 1).head
        }

        /// Tells when something that is shown may have happened to `account`, on whatever server.
        package func changes(of account: Identifier<Account>) -> any ChangeSignal {
            store.changes(of: account)
        }
    }
}

/// Reads one person's chain from its end.
package protocol SecurityEventStore: Sendable {
    /// The chain's last sequence (0: empty), and its entries below `before` (`nil`: all), newest
    /// first, at most `limit`; both as of one moment.
    func newest(
        of account: Identifier<Account>, before: Int64?, limit: Int
    ) async throws(StoreError) -> (head: Int64, entries: [Audit.ChainedEntry])

    /// Tells when an entry that is shown to its person was written for `account`, on whatever server.
    func changes(of account: Identifier<Account>) -> any ChangeSignal
}
