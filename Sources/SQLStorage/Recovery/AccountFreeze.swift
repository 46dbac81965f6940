import AuthDomain

/// The freeze of an account's factors and addresses, looked at inside the transaction that changes one
/// of them.
enum AccountFreeze {
    /// Until when `account` is frozen; `nil`: it is not, at `now`.
    static func end(
        of account: Identifier<Account>, at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) -> Instant? {
        let rows = try connection.query(
            "SELECT frozen_until FROM accounts WHERE id = $1 AND frozen_until > $2",
            [.id(account), .instant(now)])
        guard let row = rows.first else { return nil }
        var reader = RowReader(row)
        return try reader.optionalInstant()
    }

    /// Freezes `account` until `end`, unless it is frozen longer.
    static func freeze(
        _ account: Identifier<Account>, until end: Instant, on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.execute(
            """
            UPDATE accounts SET frozen_until = $2
            WHERE id = $1 AND (frozen_until IS NULL OR frozen_until < $2)
            """, [.id(account), .instant(end)])
    }

    /// Ends the freeze.
    ///
    /// - Returns: whether there was one at `now`.
    static func thaw(
        _ account: Identifier<Account>, at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) -> Bool {
        try connection.execute(
            "UPDATE accounts SET frozen_until = NULL WHERE id = $1 AND frozen_until > $2",
            [.id(account), .instant(now)]) == 1
    }
}
