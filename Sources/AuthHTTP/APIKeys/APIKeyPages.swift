/// "API keys": what the company's own programs call the server with (`/admin/api-keys`).
struct APIKeysPage: Page {
    static let template = "admin-api-keys"

    /// A key, without its secret.
    struct Row: Sendable {
        var name: String
        /// What it opens, in words.
        var opens: String
        var created: Moment
        /// `nil`: never.
        var lastUsed: Moment?
        /// `nil` while it is active.
        var revoked: Moment?
        /// Where it is revoked; `nil`: not by this reader, or it is over.
        var revokePath: String?
    }

    var frame: PageFrame
    /// The reader may add keys.
    var mayAdd: Bool
    /// Active ones, oldest first.
    var active: [Row]
    var hasActive: Bool
    /// Revoked ones, the last first.
    var revoked: [Row]
    var hasRevoked: Bool
}

/// The name of a new key (`/admin/api-keys/add`).
struct APIKeyNamePage: Page {
    static let template = "admin-api-key-name"

    var frame: PageFrame
    /// As typed before, or empty.
    var name: String
    /// What is wrong with it.
    var problem: String?
}

/// A new key's secret, shown once.
struct APIKeySecretPage: Page {
    static let template = "admin-api-key-secret"

    var frame: PageFrame
    var name: String
    var secret: String
}
