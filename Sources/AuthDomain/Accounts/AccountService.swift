/// Adds, disables and resets accounts for administrators.
package struct AccountService: Sendable {
    private let accounts: any AccountStore
    private let hasher: any PasswordHashing
    private let composer: any NoticeComposing
    private let random: any Randomness
    private let clock: any Timekeeping

    /// Works on `accounts`.
    package init(
        accounts: any AccountStore, hasher: any PasswordHashing, composer: any NoticeComposing,
        random: any Randomness, clock: any Timekeeping
    ) {
        self.accounts = accounts
        self.hasher = hasher
        self.composer = composer
        self.random = random
        self.clock = clock
    }

    /// What an administrator says about a new person.
    package struct NewAccount: Sendable {
        package let username: Username
        package let displayName: String
        package let email: String?
        package let phoneNumber: PhoneNumber?
        package let role: Account.Role
        package let password: Password

        /// Describes a new person.
        package init(
            username: Username, displayName: String, email: String?,
            phoneNumber: PhoneNumber? = nil, role: Account.Role, password: Password
        ) {
            self.username = username
            self.displayName = displayName
            self.email = email
            self.phoneNumber = phoneNumber
            self.role = role
            self.password = password
        }
    }

    /// Why an account could not be changed.
    package enum Failure: Error, Sendable, Equatable {
        case usernameTaken
        case weakPassword(Password.Weakness)
        case notFound
        case hashing(HashingError)
        case store(StoreError)
    }

    /// Adds a person.
    ///
    /// - Throws: ``Failure/usernameTaken``, ``Failure/weakPassword(_:)``, or what hashing and
    ///   storing throw.
    @discardableResult
    package func add(
        _ new: NewAccount, by actor: Audit.Actor, source: RequestSource
    ) async throws(Failure) -> Account {
        if let weakness = new.password.weakness { throw .weakPassword(weakness) }
        let hash = try await hash(new.password)
        let now = clock.now
        let account = Account(
            id: Identifier(random: random), username: new.username,
            displayName: new.displayName, email: new.email, role: new.role,
            passwordHash: hash, createdAt: now, phoneNumber: new.phoneNumber?.text)
        let record = Record(
            Audit.Entry(
                .accountAdded, account: account.id, by: actor,
                details: [Audit.Detail("role", new.role.rawValue)], at: now, source: source))
        guard
            try await storing({ () throws(StoreError) in
                try await accounts.add(account, recording: record)
            })
        else { throw .usernameTaken }
        return account
    }

    /// Disables or enables a person's account.
    ///
    /// The last administrator who can sign in is not disabled.
    package func setDisabled(
        _ isDisabled: Bool, username: Username, by actor: Audit.Actor, source: RequestSource
    ) async throws(Failure) -> AccountChange {
        let account = try await find(username)
        return try await storing { () throws(StoreError) in
            try await setDisabled(isDisabled, of: account, by: actor, source: source)
        }
    }

    /// Disables or enables `account`, and tells the person.
    ///
    /// The last administrator who can sign in is not disabled.
    package func setDisabled(
        _ isDisabled: Bool, of account: Account, by actor: Audit.Actor, source: RequestSource
    ) async throws(StoreError) -> AccountChange {
        let now = clock.now
        let names = ["enabled", "disabled"]
        let record = Record(
            Audit.Entry(
                isDisabled ? .accountDisabled : .accountEnabled, account: account.id, by: actor,
                details: [
                    Audit.Detail("from", names[isDisabled ? 0 : 1]),
                    Audit.Detail("to", names[isDisabled ? 1 : 0]),
                ], at: now, source: source),
            telling: composer.compose(
                isDisabled ? .accountDisabled : .accountEnabled, for: account, at: now,
                source: source))
        return try await accounts.setDisabled(isDisabled, account: account.id, recording: record)
    }

    /// Sets a new password, ends the person's sessions and tells them.
    package func resetPassword(
        to password: Password, username: Username, by actor: Audit.Actor, source: RequestSource
    ) async throws(Failure) {
        if let weakness = password.weakness { throw .weakPassword(weakness) }
        let account = try await find(username)
        let hash = try await hash(password)
        let now = clock.now
        let record = Record(
            Audit.Entry(.passwordReset, account: account.id, by: actor, at: now, source: source),
            telling: composer.compose(.passwordReset, for: account, at: now, source: source))
        guard
            try await storing({ () throws(StoreError) in
                try await accounts.resetPassword(hash, account: account.id, recording: record)
            })
        else { throw .notFound }
    }

    /// Chooses the language of a person's messages and pages, for that person; `nil`: as the browser asks.
    package func choose(
        _ language: Language?, for account: Account, source: RequestSource
    ) async throws(StoreError) {
        let record = Record(
            Audit.Entry(
                .languageChosen, account: account.id, by: .person,
                details: [Audit.Detail("language", language?.rawValue ?? "browser")], at: clock.now,
                source: source))
        _ = try await accounts.setLanguage(language, account: account.id, recording: record)
    }

    private func find(_ username: Username) async throws(Failure) -> Account {
        let found = try await storing { () throws(StoreError) in
            try await accounts.account(named: username.key)
        }
        guard let found else { throw .notFound }
        return found
    }

    private func hash(_ password: Password) async throws(Failure) -> String {
        do {
            return try await hasher.hash(password.secret)
        } catch {
            throw .hashing(error)
        }
    }

    private func storing<Value>(
        _ body: () async throws(StoreError) -> Value
    ) async throws(Failure) -> Value {
        do {
            return try await body()
        } catch {
            throw .store(error)
        }
    }
}
