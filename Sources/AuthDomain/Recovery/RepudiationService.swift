extension Recovery {
    /// "This was not me": signs out everything, takes the change back, freezes further ones for a day and
    /// calls the administrators.
    package struct RepudiationService: Sendable {
        private let store: any RepudiationStore
        private let accounts: any AccountStore
        private let addresses: any AddressChangeStore
        private let events: Audit.SecurityEventList
        private let composer: any NoticeComposing
        private let digest: any Digesting
        private let clock: any Timekeeping

        /// Works on `store`; reads the person's own events from `events`.
        package init(
            store: any RepudiationStore, accounts: any AccountStore,
            addresses: any AddressChangeStore, events: Audit.SecurityEventList, composer: any NoticeComposing,
            digest: any Digesting,
            clock: any Timekeeping
        ) {
            self.store = store
            self.accounts = accounts
            self.addresses = addresses
            self.events = events
            self.composer = composer
            self.digest = digest
            self.clock = clock
        }

        /// Uses the link of a notice; `token` is what the link carries, from a stranger.
        ///
        /// - Returns: whether this call did anything. Whoever asks gets the same answer in any case: a link
        ///   that is unknown, expired or used tells nothing.
        package func repudiate(
            link token: String, source: RequestSource
        ) async throws(StoreError) -> Bool {
            guard let shown = OpaqueToken(shown: token, digest: digest),
                let repudiation = try await store.open(shown.hash, at: clock.now),
                let account = try await accounts.account(repudiation.account)
            else { return false }
            return try await carryOut(repudiation, of: account, isStored: true, source: source)
        }

        /// What a person's report of an own event says.
        package enum Report: Sendable, Equatable {
            /// Everything is signed out, also the caller.
            case done
            /// It was reported before.
            case alreadyReported
            /// There is no such event, or it is none that somebody else can have caused.
            case notFound
        }

        /// Reports the event numbered `sequence` in the audit log of `account`, for a signed-in portal or app.
        ///
        /// The caller has made sure that the person proved two factors, or holds a registered phone.
        package func repudiate(
            event sequence: Int64, of account: Account, source: RequestSource
        ) async throws(StoreError) -> Report {
            guard let event = try await events.event(sequence, of: account.id),
                let name = event.action.noticeName
            else { return .notFound }
            let now = clock.now
            let repudiation = Repudiation(
                tokenHash: mark(of: sequence, account.id), account: account.id, event: name,
                subject: event.subject.isEmpty ? nil : event.subject, createdAt: now, expiresAt: now)
            let won = try await carryOut(repudiation, of: account, isStored: false, source: source)
            return won ? .done : .alreadyReported
        }

        /// Those of `sequences` (at most 100) that were reported by ``repudiate(event:of:source:)``.
        package func reported(
            among sequences: [Int64], of account: Identifier<Account>
        ) async throws(StoreError) -> Set<Int64> {
            let bounded = sequences.prefix(100)
            let marks = bounded.map { mark(of: $0, account) }
            let used = try await store.used(marks)
            return Set(zip(bounded, marks).filter { used.contains($0.1) }.map(\.0))
        }

        private func carryOut(
            _ repudiation: Repudiation, of account: Account, isStored: Bool, source: RequestSource
        ) async throws(StoreError) -> Bool {
            let now = clock.now
            let end = now + Freeze.span
            let remedy = Remedy(event: repudiation.event, subject: repudiation.subject)
            var notifications = [
                composer.compose(
                    .accountFrozen(until: end), for: try await restored(account, by: remedy), at: now,
                    source: source)
            ]
            let alarm = Delivery.Notice.repudiated(
                username: account.username.text, event: repudiation.event)
            for administrator in try await accounts.administrators() {
                notifications.append(
                    composer.compose(alarm, for: administrator, at: now, source: source))
            }
            let entry = Audit.Entry(
                .repudiated, account: account.id, by: .person, subject: repudiation.subject,
                details: [
                    Audit.Detail("event", repudiation.event),
                    Audit.Detail("by", isStored ? "link" : "list"),
                ], at: now, source: source)
            return try await store.repudiate(
                repudiation, isStored: isStored, remedy: remedy, freezingUntil: end,
                recording: Record(entry, telling: notifications))
        }

        /// The account with the address that it gets back: an intruder's address is told of nothing.
        private func restored(
            _ account: Account, by remedy: Remedy
        ) async throws(StoreError) -> Account {
            guard case .undoAddressChange(let text) = remedy,
                let id = Identifier<Accounts.AddressChange>(text),
                let change = try await addresses.done(id, of: account.id)
            else { return account }
            return account.withAddress(change.old, on: change.channel)
        }

        /// What stands for an event in the place of a link's hash; no link has it.
        private func mark(of sequence: Int64, _ account: Identifier<Account>) -> [UInt8] {
            digest.sha256(Array("countersign/security-event/v1|\(account.text)|\(sequence)".utf8))
        }
    }
}
