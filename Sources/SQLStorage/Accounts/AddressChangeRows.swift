import AuthDomain

/// Rows of `address_changes`, and the address that they change.
enum AddressChangeRows {
    static func insert(
        _ change: Accounts.AddressChange, on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.execute(
            """
            INSERT INTO address_changes (id, account_id, channel, old_address, new_address, state,
                created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, 'pending', $6, $7)
            """,
            [
                .id(change.id), .id(change.account), .text(change.channel.rawValue),
                .optionalText(change.old), .optionalText(change.new), .instant(change.createdAt),
                .instant(change.expiresAt),
            ])
    }

    static func first(
        _ condition: String, _ values: [SQLValue], on connection: any SQLConnection
    ) throws(StoreError) -> Accounts.AddressChange? {
        let rows = try connection.query(
            """
            SELECT id, account_id, channel, old_address, new_address, created_at, expires_at
            FROM address_changes WHERE \(condition)
            """, values)
        guard let row = rows.first else { return nil }
        var reader = RowReader(row)
        return Accounts.AddressChange(
            id: try reader.identifier(), account: try reader.identifier(), channel: try reader.choice(),
            old: try reader.optionalText(), new: try reader.optionalText(),
            createdAt: try reader.instant(), expiresAt: try reader.instant())
    }

    /// Gives the account the new address.
    ///
    /// - Returns: `false` when the account does not have the old one any more.
    static func apply(
        _ change: Accounts.AddressChange, on connection: any SQLConnection
    ) throws(StoreError) -> Bool {
        let column = column(of: change.channel)
        let changed = try connection.execute(
            """
            UPDATE accounts SET \(column) = $2
            WHERE id = $1 AND COALESCE(\(column), '') = $3
            """, [.id(change.account), .optionalText(change.new), .text(change.old ?? "")])
        guard changed == 1 else { return false }
        try refreshKey(change.new, on: change.channel, of: change.account, connection)
        return true
    }

    /// Gives the account back the address of before the change `id`, and ends every later change of that
    /// channel: the link to undo one of those would bring back what lay between.
    ///
    /// - Returns: `false` when it is not done, or was undone before.
    static func undo(
        _ id: Identifier<Accounts.AddressChange>, of account: Identifier<Account>,
        on connection: any SQLConnection
    ) throws(StoreError) -> Bool {
        let rows = try connection.query(
            """
            SELECT channel, old_address, done_at FROM address_changes
            WHERE id = $1 AND account_id = $2 AND state = 'done'
            """, [.id(id), .id(account)])
        guard let row = rows.first else { return false }
        var reader = RowReader(row)
        let channel: Delivery.Channel = try reader.choice()
        let old = try reader.optionalText()
        let doneAt = try reader.instant()
        try connection.execute(
            """
            UPDATE address_changes
            SET state = CASE WHEN state = 'done' THEN 'undone' ELSE 'cancelled' END, undo_hash = NULL
            WHERE account_id = $1 AND channel = $2
                AND (state = 'pending' OR (state = 'done' AND done_at >= $3))
            """, [.id(account), .text(channel.rawValue), .instant(doneAt)])
        try connection.execute(
            "UPDATE accounts SET \(column(of: channel)) = $2 WHERE id = $1",
            [.id(account), .optionalText(old)])
        try refreshKey(old, on: channel, of: account, connection)
        return true
    }

    /// By its new address the person is found, and not by the old one any more.
    private static func refreshKey(
        _ address: String?, on channel: Delivery.Channel, of account: Identifier<Account>,
        _ connection: any SQLConnection
    ) throws(StoreError) {
        guard channel == .email else { return }
        try connection.execute(
            "UPDATE accounts SET email_key = $2 WHERE id = $1",
            [.id(account), .optionalText(address.map { People.SearchKey.of($0) })])
    }

    private static func column(of channel: Delivery.Channel) -> String {
        switch channel {
        case .email: "email"
        case .sms: "phone_number"
        }
    }
}
