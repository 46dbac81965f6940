import AuthDomain

/// The columns of `accounts` by which people are found.
package enum SearchKeyRows {
    /// The values of `name_key`, `last_name_key` and `email_key`, in that order.
    static func values(displayName: String, email: String?) -> [SQLValue] {
        [
            .text(People.SearchKey.of(displayName)),
            .optionalText(People.SearchKey.ofLastWord(displayName)),
            .optionalText(email.map { People.SearchKey.of($0) }),
        ]
    }

    /// Counts the active devices of `account` anew, after some came or went.
    static func recountDevices(
        of account: Identifier<Account>, on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.enqueue(
            """
            UPDATE accounts SET active_devices = (
                SELECT COUNT(*) FROM devices WHERE account_id = accounts.id AND state = 'active')
            WHERE id = $1
            """, [.id(account)])
    }

    /// Rows that are given their keys in one transaction.
    private static let batch = 1000

    /// Gives keys to those who have none: SQL alone can change the case of ASCII only, so the migration leaves
    /// out names with other letters. Does nothing when everybody has theirs.
    package static func fill(_ engine: any SQLEngine) async throws(StoreError) {
        var filled = batch
        while filled == batch {
            let isAnyLeft = try await engine.read { connection throws(StoreError) in
                try !missing(limit: 1, on: connection).isEmpty
            }
            guard isAnyLeft else { return }
            filled = try await engine.write { connection throws(StoreError) in
                let rows = try missing(limit: batch, on: connection)
                for row in rows {
                    var reader = RowReader(row)
                    let id = try reader.text()
                    let keys = values(displayName: try reader.text(), email: try reader.optionalText())
                    try connection.enqueue(
                        """
                        UPDATE accounts SET name_key = $2, last_name_key = $3, email_key = $4
                        WHERE id = $1
                        """, [.text(id)] + keys)
                }
                return rows.count
            }
        }
    }

    private static func missing(
        limit: Int, on connection: any SQLConnection
    ) throws(StoreError) -> [SQLRow] {
        try connection.query(
            """
            SELECT id, display_name, email FROM accounts WHERE name_key IS NULL ORDER BY id LIMIT $1
            """, [.integer(Int64(limit))])
    }
}
