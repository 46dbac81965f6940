import AuthDomain

/// The columns of an account, in the order in which ``RowReader/account()`` reads them.
enum AccountColumns {
    static let list = """
        accounts.id, accounts.username, accounts.display_name, accounts.email, accounts.role, \
        accounts.disabled, accounts.password_hash, accounts.created_at
        """
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
            createdAt: try instant())
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

/// Ends what an account has open: sessions, pending sign-ins, tokens.
enum AccountEnding {
    static func endAll(
        of account: Identifier<Account>, at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.execute(
            "DELETE FROM portal_sessions WHERE account_id = $1", [.id(account)])
        try connection.execute(
            "DELETE FROM pending_sign_ins WHERE account_id = $1", [.id(account)])
        try connection.execute(
            """
            UPDATE token_families SET revoked_at = $2
            WHERE account_id = $1 AND revoked_at IS NULL
            """, [.id(account), .instant(now)])
    }
}
