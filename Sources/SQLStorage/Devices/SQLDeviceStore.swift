import AuthDomain

/// Devices in SQL.
package struct SQLDeviceStore: DeviceStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder
    private let usernames: Gathering<String, [Device]>

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
        usernames = Gathering(patience: engine.patience) { keys throws(StoreError) in
            let found = try await engine.read { connection throws(StoreError) in
                try Self.active(ofUsernames: Set(keys), on: connection)
            }
            return keys.map { found[$0] ?? [] }
        }
    }

    package func active(of account: Identifier<Account>) async throws(StoreError) -> [Device] {
        try await list(
            "WHERE account_id = $1 AND state = 'active' ORDER BY registered_at, id LIMIT 20",
            [.id(account)])
    }

    package func phone(
        of account: Identifier<Account>, thumbprint: String
    ) async throws(StoreError) -> Device? {
        try await list(
            """
            WHERE account_id = $1 AND thumbprint = $2 AND state = 'active' AND kind = 'phone'
            """, [.id(account), .text(thumbprint)]
        ).first
    }

    package func phone(
        ofUsername key: String, thumbprint: String
    ) async throws(StoreError) -> Device? {
        try await list(
            """
            JOIN accounts ON accounts.id = devices.account_id
            WHERE accounts.username_key = $1 AND devices.thumbprint = $2
                AND devices.state = 'active' AND devices.kind = 'phone'
            """, [.text(key), .text(thumbprint)]
        ).first
    }

    package func active(ofUsername key: String) async throws(StoreError) -> [Device] {
        try await usernames.submit(key)
    }

    private static func active(
        ofUsernames keys: Set<String>, on connection: any SQLConnection
    ) throws(StoreError) -> [String: [Device]] {
        var devices: [String: [Device]] = [:]
        for row in try selectByUsername.query(keys.map { [.text($0)] }, on: connection) {
            var reader = RowReader(row)
            devices[try reader.text(), default: []].append(try reader.device())
        }
        return devices.mapValues { list in
            list.sorted { ($0.registeredAt, $0.id.text) < ($1.registeredAt, $1.id.text) }
        }
    }

    private static let selectByUsername = MultiRowStatement(
        """
        SELECT accounts.username_key, \(DeviceRows.columns)
        FROM accounts JOIN devices ON devices.account_id = accounts.id
        WHERE accounts.disabled = 0 AND devices.state = 'active' AND accounts.username_key IN (
        """, columns: 1, ")")

    package func device(_ id: Identifier<Device>) async throws(StoreError) -> Device? {
        try await list("WHERE id = $1 AND state = 'active'", [.id(id)]).first
    }

    private func list(
        _ condition: String, _ values: [SQLValue]
    ) async throws(StoreError) -> [Device] {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                "SELECT \(DeviceRows.columns) FROM devices \(condition)", values)
            var devices: [Device] = []
            for row in rows {
                var reader = RowReader(row)
                devices.append(try reader.device())
            }
            return devices
        }
    }

    package func spend(
        _ step: UInt64, of device: Identifier<Device>, at now: Instant,
        recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let changed = try connection.execute(
                """
                UPDATE devices SET last_step = $2, last_used_at = $3
                WHERE id = $1 AND state = 'active' AND (last_step IS NULL OR last_step < $2)
                """,
                [.id(device), .integer(Int64(clamping: step)), .instant(now)])
            guard changed == 1 else { return false }
            try recorder.write(record, on: connection)
            return true
        }
    }

    package func revoke(
        _ device: Identifier<Device>, of account: Identifier<Account>, at now: Instant,
        keeping session: [UInt8]?, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let changed = try connection.execute(
                """
                UPDATE devices SET state = 'revoked', revoked_at = $3, secret = NULL
                WHERE id = $1 AND account_id = $2 AND state = 'active'
                """, [.id(device), .id(account), .instant(now)])
            guard changed == 1 else { return false }
            try SearchKeyRows.recountDevices(of: account, on: connection)
            try connection.execute(
                """
                UPDATE token_families SET revoked_at = $3
                WHERE account_id = $2 AND (device_id = $1 OR device_id IS NULL)
                    AND revoked_at IS NULL
                """, [.id(device), .id(account), .instant(now)])
            try connection.execute(
                "DELETE FROM portal_sessions WHERE account_id = $1 AND id_hash <> $2",
                [.id(account), .bytes(session ?? [])])
            try SQLRememberedBrowserStore.revokeAll(of: account, at: now, on: connection)
            try recorder.write(record, on: connection)
            return true
        }
    }
}
