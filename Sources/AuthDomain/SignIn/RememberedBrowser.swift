extension SignIn {
    /// A browser that is not asked for the second step for a while, as the server knows it: everything
    /// but its token.
    ///
    /// It confirms a password (``Assurance/confirmed``) and is never a second factor.
    package struct RememberedBrowser: Sendable, Equatable {
        package let id: Identifier<RememberedBrowser>
        package let account: Identifier<Account>
        /// SHA-256 of the token that its cookie holds; another one after each use.
        package let tokenHash: [UInt8]
        /// What the browser said it is; 1–128 characters, never trusted.
        package let name: String
        package let createdAt: Instant
        package let lastUsedAt: Instant
        package let expiresAt: Instant

        /// How soon after a use the token of before may come again without being called stolen: the
        /// answer with the new one may have been lost, or two tabs signed in at once. It lets nobody in.
        package static let overlap: Duration = .minutes(1)

        /// A browser as stored, or about to be.
        package init(
            id: Identifier<RememberedBrowser>, account: Identifier<Account>, tokenHash: [UInt8],
            name: String, createdAt: Instant, lastUsedAt: Instant, expiresAt: Instant
        ) {
            self.id = id
            self.account = account
            self.tokenHash = tokenHash
            self.name = name
            self.createdAt = createdAt
            self.lastUsedAt = lastUsedAt
            self.expiresAt = expiresAt
        }
    }

    /// What using a remembered browser's token says.
    package enum RememberedUse: Sendable, Equatable {
        /// The successor counts from now on.
        case used
        /// The token of before was shown: somebody has a copy, and the browser is forgotten.
        case stolen(RememberedBrowser)
        /// No token of this person that counts.
        case unknown
    }
}

/// Keeps remembered browsers.
package protocol RememberedBrowserStore: Sendable {
    /// Stores a browser, and writes `record`.
    func remember(
        _ browser: SignIn.RememberedBrowser, recording record: Record
    ) async throws(StoreError)

    /// Replaces the token with the hash `shown` by `successor`. Of parallel calls with one token
    /// exactly one gets `used`.
    ///
    /// The token of before forgets the browser and writes what `theft` makes of it, unless it comes
    /// within ``SignIn/RememberedBrowser/overlap`` of the last use.
    func use(
        _ shown: [UInt8], of account: Identifier<Account>, successor: [UInt8], now: Instant,
        recordingTheft theft: @escaping @Sendable (SignIn.RememberedBrowser) -> Record
    ) async throws(StoreError) -> SignIn.RememberedUse

    /// The browsers of `account` that count at `now`, newest first.
    func list(
        of account: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> [SignIn.RememberedBrowser]

    /// Forgets a browser of `account`.
    ///
    /// - Returns: whether it was remembered until now.
    func forget(
        _ id: Identifier<SignIn.RememberedBrowser>, of account: Identifier<Account>, at now: Instant,
        recording record: Record
    ) async throws(StoreError) -> Bool
}
