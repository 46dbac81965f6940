extension Accounts {
    /// Another e-mail address or telephone number of a person, or none: from asking for it until the old
    /// address cannot take it back any more.
    package struct AddressChange: Sendable, Equatable {
        package let id: Identifier<AddressChange>
        package let account: Identifier<Account>
        package let channel: Delivery.Channel
        /// The address of before; `nil`: there was none.
        package let old: String?
        /// The address to come; `nil`: none.
        package let new: String?
        package let createdAt: Instant
        /// Until then it must be confirmed by a PIN to ``new``.
        package let expiresAt: Instant

        /// How long a change waits for its PIN.
        package static let life = Duration.minutes(30)
        /// How long the old address may take a change back.
        package static let undoLife = Duration.hours(24)

        /// A change as stored, or about to be.
        package init(
            id: Identifier<AddressChange>, account: Identifier<Account>, channel: Delivery.Channel,
            old: String?, new: String?, createdAt: Instant, expiresAt: Instant
        ) {
            self.id = id
            self.account = account
            self.channel = channel
            self.old = old
            self.new = new
            self.createdAt = createdAt
            self.expiresAt = expiresAt
        }

        /// The PIN that proves ``new``.
        func pinBinding(digest: any Digesting) -> SignIn.PINBinding {
            SignIn.PINBinding(purpose: .addressChange, owner: digest.sha256(Array(id.text.utf8)))
        }

        /// What the audit log says of it; no address.
        func entry(
            _ action: Audit.Action, at now: Instant, source: RequestSource
        ) -> Audit.Entry {
            Audit.Entry(
                action, account: account, by: .person, subject: id.text,
                details: [
                    Audit.Detail("channel", channel.rawValue),
                    Audit.Detail("kind", new == nil ? "removed" : old == nil ? "added" : "changed"),
                ], at: now, source: source)
        }
    }

    /// How a change of an address ended.
    package enum AddressChangeEnding: Sendable, Equatable {
        case done
        /// It was done, cancelled or overtaken meanwhile, or its time is over.
        case lost
        /// Addresses may not be changed until then.
        case frozen(until: Instant)
    }
}

/// Keeps changes of addresses.
package protocol AddressChangeStore: Sendable {
    /// Stores a change that waits for its PIN, in place of one of the same channel that waited before.
    ///
    /// - Returns: until when the account is frozen, so that nothing was stored; `nil`: it waits.
    func begin(
        _ change: Accounts.AddressChange, recording record: Record
    ) async throws(StoreError) -> Instant?

    /// The change of `account` that waits for its PIN at `now`.
    func waiting(
        _ id: Identifier<Accounts.AddressChange>, of account: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> Accounts.AddressChange?

    /// Gives the account the new address, if the change still waits and the old address is still the
    /// account's; of concurrent calls exactly one is `.done`.
    ///
    /// `undoHash` is the SHA-256 of what the link to undo it carries; `nil`: there is no old address.
    func complete(
        _ change: Accounts.AddressChange, undoHash: [UInt8]?, recording record: Record
    ) async throws(StoreError) -> Accounts.AddressChangeEnding

    /// Takes an address away without a PIN, on the same conditions.
    func remove(
        _ change: Accounts.AddressChange, undoHash: [UInt8]?, recording record: Record
    ) async throws(StoreError) -> Accounts.AddressChangeEnding

    /// Ends a change that waits.
    func cancel(
        _ id: Identifier<Accounts.AddressChange>, of account: Identifier<Account>
    ) async throws(StoreError)

    /// The change of `account` that is done and not undone.
    func done(
        _ id: Identifier<Accounts.AddressChange>, of account: Identifier<Account>
    ) async throws(StoreError) -> Accounts.AddressChange?

    /// The done change whose link to undo it has this hash, if it was done after `earliest`.
    func undoable(
        _ undoHash: [UInt8], doneAfter earliest: Instant
    ) async throws(StoreError) -> Accounts.AddressChange?

    /// Gives the account back the address of before `change`, and ends all later changes of that channel, so
    /// that none of them can be undone to what lies between.
    ///
    /// - Returns: `false` when it was undone before; of concurrent calls exactly one wins.
    func undo(
        _ change: Accounts.AddressChange, recording record: Record
    ) async throws(StoreError) -> Bool
}
