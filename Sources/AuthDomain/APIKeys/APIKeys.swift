/// The keys by which a company's own programs call this server.
///
/// Owns keys: what they are called, what they open, when they were used last, and their end. Does
/// not own what is called with them, such as the checking of codes (``SignIn``), and has nothing
/// to do with people, who have no such keys.
package enum APIKeys {}

/// A key as the server knows it: everything but its secret.
package struct APIKey: Sendable, Equatable {
    package let id: Identifier<APIKey>
    package let name: APIKeyName
    /// What the key opens; each once.
    package let scopes: [Scope]
    package let createdAt: Instant
    /// When it opened something last, to the minute; `nil`: never.
    package let lastUsedAt: Instant?
    /// When it was revoked; `nil` while it is active.
    package let revokedAt: Instant?

    /// What a key may open. Stored names never change their meaning.
    package enum Scope: String, Sendable, CaseIterable {
        /// Checking, and thereby spending, the one-time codes of every person.
        case verifyCodes = "codes:verify"
    }

    /// A key as stored, or about to be.
    package init(
        id: Identifier<APIKey>, name: APIKeyName, scopes: [Scope], createdAt: Instant,
        lastUsedAt: Instant? = nil, revokedAt: Instant? = nil
    ) {
        self.id = id
        self.name = name
        self.scopes = scopes
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
        self.revokedAt = revokedAt
    }
}
