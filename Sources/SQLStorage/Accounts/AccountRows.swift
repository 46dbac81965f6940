import AuthDomain

/// The columns of an account, in the order in which ``RowReader/account()`` reads them.
enum AccountColumns {
    static let list = """
        accounts.id, accounts.username, accounts.display_name, accounts.email, accounts.role, \
        accounts.disabled, accounts.password_hash, accounts.created_at, accounts.phone_number, \
        accounts.language, accounts.preferred_method, accounts.frozen_until
        """
}

/// Writing rows of `accounts`.
enum AccountRows {
    /// Inserts an account unless its username is taken; returns whether it did.
    static func insert(
        _ account: Account, on connection: any SQLConnection
    ) throws(StoreError) -> Bool {
        try insert([account], on: connection).contains(account.id)
    }

    /// Inserts those of `accounts` whose usernames are free, also among each other: the first wins.
    ///
    /// Whoever is among `owners` is about to be given one device.
    ///
    /// - Returns: the identifiers of those that were inserted.
    static func insert(
        _ accounts: [Account], owners: Set<Identifier<Account>> = [], on connection: any SQLConnection
    ) throws(StoreError) -> Set<Identifier<Account>> {
        var added: Set<Identifier<Account>> = []
        let rows = accounts.map { values(of: $0, hasDevice: owners.contains($0.id)) }
        for row in try insertion.query(rows, on: connection) {
            var reader = RowReader(row)
            added.insert(try reader.identifier())
        }
        return added
    }

    private static let insertion = MultiRowStatement(
        """
        INSERT INTO accounts (id, username, username_key, display_name, email, role,
            disabled, password_hash, created_at, phone_number, language, active_devices, name_key,
            last_name_key, email_key) VALUES
        """, columns: 15, "ON CONFLICT (username_key) DO NOTHING RETURNING id")

    private static func values(of account: Account, hasDevice: Bool) -> [SQLValue] {
        [
            .id(account.id), .text(account.username.text), .text(account.username.key),
            .text(account.displayName), .optionalText(account.email),
            .text(account.role.rawValue), .flag(account.isDisabled),
            .text(account.passwordHash), .instant(account.createdAt),
            .optionalText(account.phoneNumber), .optionalText(account.language?.rawValue),
            .flag(hasDevice),
        ] + SearchKeyRows.values(displayName: account.displayName, email: account.email)
    }
}

extension RowReader {
    mutating func account() throws(StoreError) -> Account {
        let id: Identifier<Account> = try identifier()
        guard let username = Username(try text()) else {
            throw .inconsistent(reason: "username of \(id.text)")
        }
        return Account(
            id: id, username: username, displayName: try text(), email: try optionalText(),
            role: try choice(), isDisabled: try integer() != 0, passwordHash: try text(),
            createdAt: try instant(), phoneNumber: try optionalText(),
            language: try optionalText().flatMap(Language.init(rawValue:)),
            preferredMethod: try optionalText().flatMap(SignIn.SecondStepMethod.init(rawValue:)),
            frozenUntil: try optionalInstant())
    }
}

/// What a sign-in under way must find unchanged when it is stored.
enum AccountCheck {
    /// Whether the account is enabled and still has the password hash that was compared.
    static func isCurrent(
        _ account: Identifier<Account>, passwordHash: String, on connection: any SQLConnection
    ) throws(StoreError) -> Bool {
        try !connection.query(
            "SELECT id FROM accounts WHERE id = $1 AND disabled = 0 AND password_hash = $2",
            [.id(account), .text(passwordHash)]
        ).isEmpty
    }
}

/// Ends what an account has open: sessions, pending sign-ins, tokens, remembered browsers.
enum AccountEnding {
    static func endAll(
        of account: Identifier<Account>, but session: [UInt8] = [], at now: Instant,
        on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.execute(
            "DELETE FROM portal_sessions WHERE account_id = $1 AND id_hash <> $2",
            [.id(account), .bytes(session)])
        try connection.execute(
            "DELETE FROM pending_sign_ins WHERE account_id = $1", [.id(account)])
        try connection.execute(
            """
            UPDATE token_families SET revoked_at = $2
            WHERE account_id = $1 AND revoked_at IS NULL
            """, [.id(account), .instant(now)])
        try SQLRememberedBrowserStore.revokeAll(of: account, at: now, on: connection)
    }
}
