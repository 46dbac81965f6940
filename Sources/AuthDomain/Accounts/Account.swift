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
    /// A verified telephone number for text messages (E.164, `+` and 7–15 digits); `nil`: none.
    package let phoneNumber: String?
    /// The language of messages and pages; `nil`: as the browser asks.
    package let language: Language?
    /// The way of the second step that the person took last; shown first the next time.
    package let preferredMethod: SignIn.SecondStepMethod?
    /// Until then no factor and no address may be added or changed ("This was not me").
    package let frozenUntil: Instant?

    /// What a person may do beyond managing their own account.
    package enum Role: String, Sendable, CaseIterable {
        case person
        /// Helps people back in; sees no code and chooses no password.
        case helpdesk
        /// Reads what happened, changes nothing.
        case auditor
        case admin
    }

    /// An account as stored, or about to be.
    package init(
        id: Identifier<Account>, username: Username, displayName: String, email: String?,
        role: Role, isDisabled: Bool = false, passwordHash: String, createdAt: Instant,
        phoneNumber: String? = nil, language: Language? = nil,
        preferredMethod: SignIn.SecondStepMethod? = nil, frozenUntil: Instant? = nil
    ) {
        self.id = id
        self.username = username
        self.displayName = displayName
        self.email = email
        self.role = role
        self.isDisabled = isDisabled
        self.passwordHash = passwordHash
        self.createdAt = createdAt
        self.phoneNumber = phoneNumber
        self.language = language
        self.preferredMethod = preferredMethod
        self.frozenUntil = frozenUntil
    }

    /// Whether factors and addresses may not be changed at `now`.
    package func isFrozen(at now: Instant) -> Bool {
        frozenUntil.map { now < $0 } ?? false
    }

    /// Until when factors and addresses may not be changed; `nil`: they may, at `now`.
    package func freezeEnd(at now: Instant) -> Instant? {
        isFrozen(at: now) ? frozenUntil : nil
    }

    /// The address on `channel` that belongs to this person.
    package func address(on channel: Delivery.Channel) -> String? {
        switch channel {
        case .email: email
        case .sms: phoneNumber
        }
    }

    /// The same account with another address on `channel`, or none.
    func withAddress(_ address: String?, on channel: Delivery.Channel) -> Account {
        Account(
            id: id, username: username, displayName: displayName,
            email: channel == .email ? address : email, role: role, isDisabled: isDisabled,
            passwordHash: passwordHash, createdAt: createdAt,
            phoneNumber: channel == .sms ? address : phoneNumber, language: language,
            preferredMethod: preferredMethod, frozenUntil: frozenUntil)
    }

    /// The same account with another hash of its password.
    func withPasswordHash(_ hash: String) -> Account {
        Account(
            id: id, username: username, displayName: displayName, email: email, role: role,
            isDisabled: isDisabled, passwordHash: hash, createdAt: createdAt,
            phoneNumber: phoneNumber, language: language, preferredMethod: preferredMethod,
            frozenUntil: frozenUntil)
    }
}
