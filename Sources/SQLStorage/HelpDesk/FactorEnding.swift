import AuthDomain

/// Ends every factor of an account, and whatever else stands in place of one.
enum FactorEnding {
    /// Revokes the devices, recovery codes, remembered browsers and bypass codes of `account`, with the tokens
    /// and the portal sessions that rest on them but the session `kept`.
    ///
    /// - Returns: the devices that were active, oldest first.
    static func endAll(
        of account: Identifier<Account>, keeping kept: [UInt8]?, at now: Instant,
        on connection: any SQLConnection
    ) throws(StoreError) -> [Device] {
        let rows = try connection.query(
            """
            SELECT \(DeviceRows.columns) FROM devices WHERE account_id = $1 AND state = 'active'
            ORDER BY registered_at, id
            """, [.id(account)])
        var devices: [Device] = []
        for row in rows {
            var reader = RowReader(row)
            devices.append(try reader.device())
        }
        try connection.execute(
            """
            UPDATE devices SET state = 'revoked', revoked_at = $2, secret = NULL
            WHERE account_id = $1 AND state = 'active'
            """, [.id(account), .instant(now)])
        try SearchKeyRows.recountDevices(of: account, on: connection)
        try RecoveryCodeRows.wipe(of: account, on: connection)
        try connection.execute(
            "UPDATE remembered_browsers SET revoked_at = $2 WHERE account_id = $1 AND revoked_at IS NULL",
            [.id(account), .instant(now)])
        // What an old phone has vouched for goes with it.
        try connection.execute(
            """
            UPDATE phone_approvals SET state = 'refused'
            WHERE account_id = $1 AND state IN ('waiting', 'approved')
            """, [.id(account)])
        try BypassCodeRows.revokeAll(of: account, at: now, on: connection)
        try connection.execute(
            "UPDATE token_families SET revoked_at = $2 WHERE account_id = $1 AND revoked_at IS NULL",
            [.id(account), .instant(now)])
        try connection.execute(
            "DELETE FROM portal_sessions WHERE account_id = $1 AND id_hash <> $2",
            [.id(account), .bytes(kept ?? [])])
        return devices
    }
}
