/// Keeps accounts.
package protocol AccountStore: Sendable {
    /// The account whose username has this key (``Username/key``).
    func account(named key: String) async throws(StoreError) -> Account?

    /// The account with this identifier.
    func account(_ id: Identifier<Account>) async throws(StoreError) -> Account?

    /// Adds `account` unless its username is taken.
    ///
    /// - Returns: whether it was added; of concurrent calls with one username exactly one is.
    func add(_ account: Account, recording record: Record) async throws(StoreError) -> Bool

    /// Adds those of `imports` whose usernames are free, with their authenticators, in one
    /// transaction.
    ///
    /// - Returns: for each, in order, whether it was added.
    func add(_ imports: [ImportedAccount]) async throws(StoreError) -> [Bool]

    /// Accounts in the order of their keys, after `key`, whose key begins with `prefix`.
    func accounts(
        prefix: String, after key: String?, limit: Int
    ) async throws(StoreError) -> [Account]

    /// Disables or enables an account; disabling also ends its portal sessions and tokens.
    ///
    /// Of concurrent changes none leaves the deployment without an enabled administrator that had one.
    func setDisabled(
        _ isDisabled: Bool, account: Identifier<Account>, recording record: Record
    ) async throws(StoreError) -> AccountChange

    /// Sets a new password and ends all sessions and tokens of the account.
    func resetPassword(
        _ hash: String, account: Identifier<Account>, recording record: Record
    ) async throws(StoreError) -> Bool

    /// Keeps another password of a person's own choice, unless it changed meanwhile or the account is
    /// frozen; ends all sessions but the one that asks, sign-ins under way, tokens and remembered browsers.
    ///
    /// Of concurrent changes from one hash exactly one is `changed`.
    func changePassword(
        _ change: Accounts.PasswordChange, recording record: Record
    ) async throws(StoreError) -> Accounts.PasswordChangeVerdict

    /// Forgets all wrong passwords and codes of an account, also of its devices.
    func unlock(
        _ account: Account, usernameDigest: String, recording record: Record
    ) async throws(StoreError)

    /// Remembers the way of the second step that a person took.
    func prefer(
        _ method: SignIn.SecondStepMethod, of account: Identifier<Account>
    ) async throws(StoreError)

    /// The administrators who may sign in; at most 50.
    func administrators() async throws(StoreError) -> [Account]

    /// Chooses the language of messages and pages; `nil`: as the browser asks.
    ///
    /// - Returns: `false` when it was so already.
    func setLanguage(
        _ language: Language?, account: Identifier<Account>, recording record: Record
    ) async throws(StoreError) -> Bool

    /// Replaces `old` by a stronger hash of the same password; does nothing if it changed meanwhile.
    func rehash(
        _ old: String, to new: String, account: Identifier<Account>
    ) async throws(StoreError)
}

/// One line of an import: an account, and the authenticator it already has elsewhere.
package struct ImportedAccount: Sendable {
    package let account: Account
    /// An authenticator with its secret sealed for its row.
    package let authenticator: Device?
    package let record: Record

    /// Bundles what one line adds.
    package init(account: Account, authenticator: Device?, record: Record) {
        self.account = account
        self.authenticator = authenticator
        self.record = record
    }
}
