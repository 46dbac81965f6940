import AuthDomain

/// Who is left to administrate, inside a change's own transaction.
enum Administrators {
    /// Whether `account` is an administrator who can sign in, and nobody else is.
    static func isLast(
        _ account: Identifier<Account>, on connection: any SQLConnection
    ) throws(StoreError) -> Bool {
        try !connection.query(
            """
            SELECT id FROM accounts WHERE id = $1 AND role = 'admin' AND disabled = 0 AND NOT EXISTS (
                SELECT 1 FROM accounts WHERE role = 'admin' AND disabled = 0 AND id <> $1)
            """, [.id(account)]
        ).isEmpty
    }
}
