/// The people who may sign in: who they are and their passwords.
///
/// Owns usernames, addresses, roles and password hashes. Does not own sessions or factors.
package enum Accounts {}

/// A person known to this deployment.
package struct Account: Sendable, Equatable {
    package let id: Identifier<Account>
    package let username: Username
    /// What the portal calls the person; 1–128 characters.
    package let displayName: String
    /// A verified e-mail address for notices; `nil` when there is none.
    package let email: String?
    package let role: Role
    package let isDisabled: Bool
    /// Argon2id in PHC string form.
    package let passwordHash: String
    package let createdAt: Instant

    /// What a person may do beyond managing their own account.
    package enum Role: String, Sendable, CaseIterable {
        case person
        case admin
    }

    /// An account as stored, or about to be.
    package init(
        id: Identifier<Account>, username: Username, displayName: String, email: String?,
        role: Role, isDisabled: Bool = false, passwordHash: String, createdAt: Instant
    ) {
        self.id = id
        self.username = username
        self.displayName = displayName
        self.email = email
        self.role = role
        self.isDisabled = isDisabled
        self.passwordHash = passwordHash
        self.createdAt = createdAt
    }

    /// The same account with another hash of its password.
    func withPasswordHash(_ hash: String) -> Account {
        Account(
            id: id, username: username, displayName: displayName, email: email, role: role,
            isDisabled: isDisabled, passwordHash: hash, createdAt: createdAt)
    }
}
