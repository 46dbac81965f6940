extension Audit {
    /// What entries are looked for; all that is given must hold.
    package struct Query: Sendable, Equatable {
        /// Only this chain: an account's identifier, or ``Audit/deploymentChain``.
        package var chain: String?
        /// Only this action.
        package var action: Action?
        /// Only entries of the request with this reference, as an error page shows it. Entries of accepted
        /// codes (``Action/codeAccepted``) are not found by it.
        package var reference: String?
        /// Only entries of this moment or later.
        package var from: Instant?
        /// Only entries before this moment.
        package var until: Instant?

        /// Looks for everything.
        package init(
            chain: String? = nil, action: Action? = nil, reference: String? = nil,
            from: Instant? = nil, until: Instant? = nil
        ) {
            self.chain = chain
            self.action = action
            self.reference = reference
            self.from = from
            self.until = until
        }

        /// What happened to `account`.
        package init(account: Identifier<Account>) {
            self.init(chain: account.text)
        }
    }

    /// An entry's place among all entries, newest first; where a page ends.
    package struct Position: Sendable, Equatable {
        package let at: Instant
        package let chain: String
        package let sequence: Int64

        /// A place as a store says it.
        package init(at: Instant, chain: String, sequence: Int64) {
            self.at = at
            self.chain = chain
            self.sequence = sequence
        }

        /// The place of `entry`.
        package init(_ entry: ChainedEntry) {
            self.init(at: entry.fields.at, chain: entry.chain, sequence: entry.sequence)
        }

        /// The form for links: `milliseconds.sequence.chain`.
        package var text: String { "\(at.milliseconds).\(sequence).\(chain)" }

        /// Reads ``text`` as a client sent it; `nil` when it is nothing that this server writes.
        package init?(_ text: String) {
            guard text.utf8.count <= 128 else { return nil }
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 3, let milliseconds = Int64(parts[0]), let sequence = Int64(parts[1]),
                sequence > 0, let chain = Identifier<Account>(String(parts[2]))
            else { return nil }
            self.init(at: Instant(milliseconds: milliseconds), chain: chain.text, sequence: sequence)
        }
    }

    /// Some of the entries found, newest first.
    package struct SearchPage: Sendable, Equatable {
        package let entries: [ChainedEntry]
        /// Where the next page begins; `nil`: there is none. A page may have few entries, or none, and
        /// still have a next one.
        package let next: Position?

        /// A page as a store read it.
        package init(entries: [ChainedEntry], next: Position?) {
            self.entries = entries
            self.next = next
        }
    }

    /// Finds entries for people who may see them; who that is, the caller decides.
    package struct Search: Sendable {
        private let store: any AuditSearchStore

        /// Most entries of a page.
        package static let pageSize = 50
        /// How many entries are looked at for a page, so that a rare action costs no more than a frequent one.
        package static let reach = 20_000

        /// Searches in `store`.
        package init(store: any AuditSearchStore) {
            self.store = store
        }

        /// Entries that answer `query`, from behind `position` (`nil`: from the newest).
        ///
        /// A reference or chain that no entry can have is answered with nothing.
        package func page(
            _ query: Query, after position: Position? = nil, limit: Int = pageSize
        ) async throws(StoreError) -> SearchPage {
            for text in [query.reference, query.chain] {
                guard let text else { continue }
                guard Identifier<Audit.Entry>(text) != nil else {
                    return SearchPage(entries: [], next: nil)
                }
            }
            return try await store.find(
                query, after: position, limit: min(max(limit, 1), 500), reach: Self.reach)
        }
    }
}

/// Finds entries of all chains.
package protocol AuditSearchStore: Sendable {
    /// At most `limit` entries that answer `query`, newest first, older than `position`.
    ///
    /// For an action without chain and reference no more than `reach` entries are looked at, and the page's
    /// ``Audit/SearchPage/next`` says where that ended. Within one chain the order is that of the chain.
    func find(
        _ query: Audit.Query, after position: Audit.Position?, limit: Int, reach: Int
    ) async throws(StoreError) -> Audit.SearchPage
}
