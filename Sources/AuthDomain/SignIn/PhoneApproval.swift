/// A new phone's request that a registered phone of the same person vouches for it.
package struct PhoneApproval: Sendable, Equatable {
    package let id: Identifier<PhoneApproval>
    package let account: Identifier<Account>
    /// The pending sign-in of the new phone.
    package let signIn: Identifier<PendingSignIn>
    /// JWK thumbprint of the new phone's DPoP key.
    package let thumbprint: String
    /// What the new phone says it is.
    package let model: String
    /// The address that the new phone asks from.
    package let address: String
    /// What the new phone shows, 10–99.
    package let number: Int
    /// What the old phone offers, among them ``number``.
    package let choices: [Int]
    /// The stored state; ``state(at:)`` also knows the clock.
    package let storedState: State
    /// The phone that decided.
    package let decidedBy: Identifier<Device>?
    package let createdAt: Instant
    /// When a request that waits, or an approval that was not used, is over.
    package let expiresAt: Instant

    /// Where a request stands.
    package enum State: String, Sendable, CaseIterable {
        case waiting
        case approved
        case refused
        /// A newer request of the account took its place.
        case replaced
        /// The new phone was registered by it.
        case used
        /// Nobody decided, or nobody used it, in time. Never stored.
        case expired
    }

    /// How long a request waits, and an approval may be used.
    package static let life: Duration = .minutes(5)

    /// A request as stored, or about to be.
    package init(
        id: Identifier<PhoneApproval>, account: Identifier<Account>,
        signIn: Identifier<PendingSignIn>, thumbprint: String, model: String, address: String,
        number: Int, choices: [Int], storedState: State, decidedBy: Identifier<Device>?,
        createdAt: Instant, expiresAt: Instant
    ) {
        self.id = id
        self.account = account
        self.signIn = signIn
        self.thumbprint = thumbprint
        self.model = model
        self.address = address
        self.number = number
        self.choices = choices
        self.storedState = storedState
        self.decidedBy = decidedBy
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    /// Where it stands at `now`.
    package func state(at now: Instant) -> State {
        switch storedState {
        case .waiting, .approved: now < expiresAt ? storedState : .expired
        case .refused, .replaced, .used, .expired: storedState
        }
    }
}

/// Keeps requests of new phones.
package protocol PhoneApprovalStore: Sendable {
    /// Stores a new request in place of an open one of the account, unless its sign-in is over at
    /// `createdAt` or the account has no active phone. Of one account never two are open.
    ///
    /// - Returns: whether it was stored.
    func ask(_ approval: PhoneApproval, recording record: Record) async throws(StoreError) -> Bool

    /// The newest request of a pending sign-in.
    func newest(
        by signIn: Identifier<PendingSignIn>
    ) async throws(StoreError) -> PhoneApproval?

    /// The newest request of an account, whatever became of it.
    func newest(of account: Identifier<Account>) async throws(StoreError) -> PhoneApproval?

    /// Turns a waiting request into an approved or a refused one; of concurrent calls exactly one
    /// returns `true`, none after its time or by a phone that is no longer active.
    ///
    /// Refusing ends the pending sign-in that asked. An approval lives until `expiry`.
    func decide(
        _ approval: PhoneApproval, as state: PhoneApproval.State, by device: Identifier<Device>,
        until expiry: Instant, now: Instant, recording record: Record
    ) async throws(StoreError) -> Bool

    /// Spends an approval; of concurrent calls exactly one returns `true`, none after its time.
    func spend(
        _ id: Identifier<PhoneApproval>, now: Instant
    ) async throws(StoreError) -> Bool
}
