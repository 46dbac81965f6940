extension HelpDesk {
    /// A temporary code in place of the second step, as the server knows it: everything but the code.
    package struct BypassCode: Sendable, Equatable {
        package let id: Identifier<BypassCode>
        package let account: Identifier<Account>
        /// The identifier of a member of staff, or `command-line`.
        package let issuedBy: String
        /// SHA-256 of the code and this row's identifier.
        package let hash: [UInt8]
        /// How often it may still be used, 0–20.
        package let usesLeft: Int
        package let createdAt: Instant
        package let expiresAt: Instant

        /// A code as stored, or about to be.
        package init(
            id: Identifier<BypassCode>, account: Identifier<Account>, issuedBy: String,
            hash: [UInt8], usesLeft: Int, createdAt: Instant, expiresAt: Instant
        ) {
            self.id = id
            self.account = account
            self.issuedBy = issuedBy
            self.hash = hash
            self.usesLeft = usesLeft
            self.createdAt = createdAt
            self.expiresAt = expiresAt
        }

        static let table = "bypass_codes"
    }

    /// How far a bypass code reaches.
    package struct BypassGrant: Sendable, Equatable {
        /// 1…20.
        package let uses: Int
        /// 1…72.
        package let hours: Int

        /// The limits of ``uses``.
        package static let usesRange = 1...20
        /// The limits of ``hours``.
        package static let hoursRange = 1...72

        /// Once, within four hours.
        package static let usual = BypassGrant(checked: 1, 4)

        /// Checks the limits.
        ///
        /// - Returns: `nil` when `uses` or `hours` is outside of them.
        package init?(uses: Int, hours: Int) {
            guard Self.usesRange.contains(uses), Self.hoursRange.contains(hours) else { return nil }
            self.init(checked: uses, hours)
        }

        private init(checked uses: Int, _ hours: Int) {
            self.uses = uses
            self.hours = hours
        }
    }

    /// What checking a bypass code says.
    package enum BypassOutcome: Sendable, Equatable {
        /// That often it may still be used.
        case accepted(usesLeft: Int)
        /// Not a code of this person, or expired, used up or revoked: nobody outside can tell which.
        case wrong
        case throttled(retryAfter: Duration)
        /// Too many wrong codes in a row.
        case disabled
    }
}

/// Keeps bypass codes. A person has at most one that counts.
package protocol BypassCodeStore: Sendable {
    /// Stores `code` in place of every earlier one of the account, unless `refusal` says why not of the
    /// account as it is in this transaction.
    ///
    /// - Returns: what `refusal` said; `nil`: the code is stored.
    func issue(
        _ code: HelpDesk.BypassCode, unless refusal: @escaping HelpDesk.Objection,
        recording record: Record
    ) async throws(StoreError) -> HelpDesk.Refusal?

    /// The code of `account` that counts at `now`.
    func active(
        of account: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> HelpDesk.BypassCode?

    /// Looks at the throttles, then uses the code `id` once or counts a wrong one, and records it: one
    /// transaction, durable before it returns. Of a code for one use exactly one of many calls is accepted.
    ///
    /// - Returns: the verdict, and how many uses an accepted code has left.
    func judge(
        _ id: Identifier<HelpDesk.BypassCode>?, _ attempt: SignIn.ComparedCode
    ) async throws(StoreError) -> (verdict: SignIn.CodeVerdict, usesLeft: Int)

    /// Revokes a code of `account` that counts at `now`.
    ///
    /// - Returns: `false` when it does not count any more; of concurrent calls exactly one wins.
    func revoke(
        _ id: Identifier<HelpDesk.BypassCode>, of account: Identifier<Account>, at now: Instant,
        recording record: Record
    ) async throws(StoreError) -> Bool
}
