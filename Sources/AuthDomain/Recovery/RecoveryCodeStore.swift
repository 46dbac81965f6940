extension Recovery {
    /// A typed recovery code that was compared with those of its account (``SignIn/ComparedCode``).
    package struct CodeAttempt: Sendable {
        package let account: Identifier<Account>
        /// The row it is; `nil`: nobody's.
        package let match: Identifier<StoredCode>?
        /// How many could be used when it was compared; the messages say how many are left.
        package let present: Int
        package let code: SignIn.ComparedCode

        /// A code that was compared with `present` others.
        package init(
            account: Identifier<Account>, match: Identifier<StoredCode>?, present: Int,
            code: SignIn.ComparedCode
        ) {
            self.account = account
            self.match = match
            self.present = present
            self.code = code
        }
    }

    /// What becomes of a recovery code.
    package enum CodeJudgement: Sendable, Equatable {
        case judged(SignIn.CodeVerdict)
        /// Another one was used, or all were replaced, since it was compared: compare again.
        case changed
    }
}

/// Keeps recovery codes.
package protocol RecoveryCodeStore: Sendable {
    /// The codes of `account` that can still be used; at most ``Recovery/CodeCount/issued``.
    func usable(of account: Identifier<Account>) async throws(StoreError) -> [Recovery.StoredCode]

    /// Puts `codes` in place of all that the account had, and forgets those.
    ///
    /// - Returns: until when the account is frozen, so that nothing was changed; `nil`: done.
    func replace(
        of account: Identifier<Account>, by codes: [Recovery.StoredCode], recording record: Record
    ) async throws(StoreError) -> Instant?

    /// Looks at the throttles, spends the code and wipes it, or counts the wrong one, and records that: one
    /// transaction, durable before it returns (decision 7).
    ///
    /// Of parallel calls with one code exactly one is accepted; no more are judged than the throttles allow.
    func judge(_ attempt: Recovery.CodeAttempt) async throws(StoreError) -> Recovery.CodeJudgement
}
