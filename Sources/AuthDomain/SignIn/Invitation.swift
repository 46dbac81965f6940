extension SignIn {
    /// A code by which a person may register a first device, as the server knows it: everything but
    /// the code.
    package struct Invitation: Sendable, Equatable {
        package let id: Identifier<Invitation>
        package let account: Identifier<Account>
        /// SHA-256 of the code and this row's identifier.
        package let hash: [UInt8]
        package let createdAt: Instant
        package let expiresAt: Instant

        /// How long one is good.
        package static let life: Duration = .days(7)

        /// An invitation as stored, or about to be.
        package init(
            id: Identifier<Invitation>, account: Identifier<Account>, hash: [UInt8],
            createdAt: Instant, expiresAt: Instant
        ) {
            self.id = id
            self.account = account
            self.hash = hash
            self.createdAt = createdAt
            self.expiresAt = expiresAt
        }

        static let table = "invitations"
    }

    /// What checking an invitation code says.
    package enum InvitationOutcome: Sendable, Equatable {
        case accepted
        /// Not of this person, or expired, used or replaced: nobody outside can tell which.
        case wrong
        /// Too many wrong codes of this account, whatever kind.
        case throttled(retryAfter: Duration)
        /// So many wrong codes that an administrator must help.
        case disabled
    }
}

/// Keeps invitations. A person has at most one that counts.
package protocol InvitationStore: Sendable {
    /// Stores `invitation` in place of every earlier one of the account.
    func issue(
        _ invitation: SignIn.Invitation, recording record: Record
    ) async throws(StoreError)

    /// The invitation of `account` that counts at `now`.
    func active(
        of account: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> SignIn.Invitation?

    /// Looks at the throttles, then spends the invitation or counts a wrong code, and records that:
    /// one transaction, durable before it returns. Of parallel right ones exactly one is accepted.
    func judge(
        _ id: Identifier<SignIn.Invitation>?, _ code: SignIn.ComparedCode
    ) async throws(StoreError) -> SignIn.CodeVerdict
}
