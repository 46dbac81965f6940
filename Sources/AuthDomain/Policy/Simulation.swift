extension Policy {
    /// Somebody who has no factor, as a simulation looks at them.
    package struct Candidate: Sendable, Equatable {
        package let account: Identifier<Account>
        package let subject: Subject

        /// A person as stored.
        package init(account: Identifier<Account>, subject: Subject) {
            self.account = account
            self.subject = subject
        }
    }

    /// A page of a walk over all accounts.
    package struct CandidatePage: Sendable, Equatable {
        /// Those of the page who have no factor.
        package let candidates: [Candidate]
        /// How many accounts that are not disabled the page went over.
        package let looked: Int
        /// Where the next page begins; `nil`: this was the last.
        package let next: String?

        /// A page.
        package init(candidates: [Candidate], looked: Int, next: String?) {
            self.candidates = candidates
            self.looked = looked
            self.next = next
        }
    }

    /// Somebody whom a document would keep out of an app, and why.
    package struct Blocked: Sendable, Equatable {
        package let account: Identifier<Account>
        package let username: Username
        /// Who decided it.
        package let layer: Layer
        /// How long they may go on from their next sign-in; zero: they may not.
        package let graceDays: Int
    }

    /// Who would be kept out by a document that is not in effect.
    package struct Simulation: Sendable {
        private let store: any CandidateStore
        private let base: Settings
        /// Accounts that one page goes over.
        private let pageSize: Int

        /// Looks at people through `store`.
        package init(store: any CandidateStore, base: Settings, pageSize: Int = 1000) {
            self.store = store
            self.base = base
            self.pageSize = pageSize
        }

        /// The next people who would be kept out of the app with this identifier at `moment`, after the username
        /// key `key`, in the order of keys. Memory is bounded by a page, however many people there are.
        package func page(
            under document: Document, in client: String, at moment: Instant, after key: String?
        ) async throws(StoreError) -> (blocked: [Blocked], looked: Int, next: String?) {
            let page = try await store.candidates(after: key, limit: pageSize)
            let blocked = page.candidates.compactMap { candidate -> Blocked? in
                let decision = base.decision(for: candidate.subject, under: document, at: moment)
                guard decision.requirement(in: client) == .mandatory, let username = candidate.subject.username
                else { return nil }
                let isClient = decision.twoFactorClients.value.contains(client)
                return Blocked(
                    account: candidate.account, username: username,
                    layer: isClient ? decision.twoFactorClients.layer : decision.app.layer,
                    graceDays: isClient || decision.graceToBegin == nil ? 0 : decision.graceRule.value.days)
            }
            return (blocked, page.looked, page.next)
        }
    }
}

/// Walks over all accounts for a simulation.
package protocol CandidateStore: Sendable {
    /// The accounts with keys after `key`, at most `limit`, by key; of them those who can sign in and have no factor.
    func candidates(after key: String?, limit: Int) async throws(StoreError) -> Policy.CandidatePage
}
