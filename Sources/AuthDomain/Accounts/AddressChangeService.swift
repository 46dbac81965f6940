extension Accounts {
    /// Changes a person's e-mail address and telephone number.
    ///
    /// An address is a factor's door (NIST SP 800-63B-4 §4.6): the new one is proved by a PIN, and the old
    /// one hears of the change and can take it back for a day.
    package struct AddressChangeService: Sendable {
        private let store: any AddressChangeStore
        private let accounts: any AccountStore
        private let pins: SignIn.PINService
        private let composer: any NoticeComposing
        private let random: any Randomness
        private let digest: any Digesting
        private let clock: any Timekeeping

        /// Keeps its changes in `store` and proves addresses with `pins`.
        package init(
            store: any AddressChangeStore, accounts: any AccountStore, pins: SignIn.PINService,
            composer: any NoticeComposing, random: any Randomness, digest: any Digesting,
            clock: any Timekeeping
        ) {
            self.store = store
            self.accounts = accounts
            self.pins = pins
            self.composer = composer
            self.random = random
            self.digest = digest
            self.clock = clock
        }

        /// What asking for another address says.
        package enum Beginning: Sendable, Equatable {
            /// A PIN is on its way to the new address.
            case waiting(AddressChange)
            /// It is the person's address already.
            case unchanged
            /// Too many PINs were sent.
            case limited(retryAfter: Duration)
            /// Addresses may not be changed until then.
            case frozen(until: Instant)
        }

        /// What typing the PIN says.
        package enum Confirmation: Sendable, Equatable {
            case done
            /// The PIN was not accepted.
            case refused(SignIn.SecondStepRefusal)
            /// The change does not wait any more: begin again.
            case over
            case frozen(until: Instant)
        }

        /// Whether somebody with this session may see and change addresses: with both factors who has
        /// some; who has none, with more than a password, which alone must not move the place that PINs
        /// go to.
        package static func isAllowed(_ assurance: Assurance, hasFactor: Bool) -> Bool {
            assurance >= (hasFactor ? .twoFactor : .confirmed)
        }

        /// Begins a change to `new`, an address that was checked to be one, and sends it a PIN.
        package func begin(
            _ channel: Delivery.Channel, to new: String, for account: Account, source: RequestSource
        ) async throws(StoreError) -> Beginning {
            guard account.address(on: channel) != new else { return .unchanged }
            let now = clock.now
            let change = change(channel, to: new, for: account, now)
            let record = Record(change.entry(.addressChangeStarted, at: now, source: source))
            if let until = try await store.begin(change, recording: record) {
                return .frozen(until: until)
            }
            switch try await sendPIN(for: change, of: account, source: source) {
            case .sent: return .waiting(change)
            case .limited(let wait): return .limited(retryAfter: wait)
            }
        }

        /// The change of `account` that waits for its PIN.
        package func waiting(
            _ id: Identifier<AddressChange>, of account: Identifier<Account>
        ) async throws(StoreError) -> AddressChange? {
            try await store.waiting(id, of: account, at: clock.now)
        }

        /// Sends another PIN for `change`.
        package func sendPIN(
            for change: AddressChange, of account: Account, source: RequestSource
        ) async throws(StoreError) -> SignIn.PINSending {
            try await pins.send(
                change.pinBinding(digest: digest),
                to: SignIn.PINDestination(channel: change.channel, address: change.new),
                for: account, source: source)
        }

        /// What a page may show of the PIN for `change`.
        package func pinState(
            of change: AddressChange
        ) async throws(StoreError) -> SignIn.PINState? {
            try await pins.state(of: change.pinBinding(digest: digest))
        }

        /// Checks the PIN and makes the new address the person's. Both addresses are told; the old one can
        /// undo it for a day.
        package func confirm(
            _ change: AddressChange, pin typed: String, of account: Account, source: RequestSource
        ) async throws(StoreError) -> Confirmation {
            if let until = account.freezeEnd(at: clock.now) { return .frozen(until: until) }
            let outcome = try await pins.verify(
                typed, change.pinBinding(digest: digest), account: account.id, source: source)
            guard case .accepted(change.channel, let recipient) = outcome, recipient == change.new
            else { return .refused(SignIn.SecondStepRefusal(outcome)) }
            let undo = undoToken(for: change)
            let ending = try await store.complete(
                change, undoHash: undo?.hash,
                recording: record(of: change, undo: undo, for: account, source: source))
            return Self.confirmation(ending)
        }

        /// Takes the person's address on `channel` away. The address is told and can undo it for a day.
        ///
        /// - Returns: never `refused`; `over` when there is none.
        package func remove(
            _ channel: Delivery.Channel, of account: Account, source: RequestSource
        ) async throws(StoreError) -> Confirmation {
            guard account.address(on: channel) != nil else { return .over }
            let change = change(channel, to: nil, for: account, clock.now)
            let undo = undoToken(for: change)
            let ending = try await store.remove(
                change, undoHash: undo?.hash,
                recording: record(of: change, undo: undo, for: account, source: source))
            return Self.confirmation(ending)
        }

        /// Ends a change that waits.
        package func cancel(_ change: AddressChange) async throws(StoreError) {
            try await store.cancel(change.id, of: change.account)
        }

        /// Uses the link of the notice to the old address; `token` is what the link carries, from a
        /// stranger.
        ///
        /// - Returns: whether this call did anything. Whoever asks gets the same answer in any case.
        package func undo(
            link token: String, source: RequestSource
        ) async throws(StoreError) -> Bool {
            let now = clock.now
            guard let shown = OpaqueToken(shown: token, digest: digest),
                let change = try await store.undoable(
                    shown.hash, doneAfter: now - AddressChange.undoLife),
                let account = try await accounts.account(change.account)
            else { return false }
            let restored = account.withAddress(change.old, on: change.channel)
            return try await store.undo(
                change,
                recording: Record(
                    change.entry(.addressChangeUndone, at: now, source: source),
                    telling: composer.compose(
                        .addressChangeUndone(channel: change.channel), for: restored, at: now,
                        source: source)))
        }

        private func change(
            _ channel: Delivery.Channel, to new: String?, for account: Account, _ now: Instant
        ) -> AddressChange {
            AddressChange(
                id: Identifier(random: random), account: account.id, channel: channel,
                old: account.address(on: channel), new: new, createdAt: now,
                expiresAt: now + AddressChange.life)
        }

        /// What the link to undo `change` carries; nobody could undo one that had no address before.
        private func undoToken(for change: AddressChange) -> OpaqueToken? {
            change.old == nil ? nil : OpaqueToken(random: random, digest: digest)
        }

        private func record(
            of change: AddressChange, undo: OpaqueToken?, for account: Account, source: RequestSource
        ) -> Record {
            let now = clock.now
            return Record(
                change.entry(.addressChanged, at: now, source: source),
                telling: composer.compose(
                    .addressChanged(
                        channel: change.channel, old: change.old, new: change.new, undo: undo?.text),
                    for: account, about: change.id.text, at: now, source: source))
        }

        private static func confirmation(_ ending: AddressChangeEnding) -> Confirmation {
            switch ending {
            case .done: .done
            case .lost: .over
            case .frozen(let until): .frozen(until: until)
            }
        }
    }
}
