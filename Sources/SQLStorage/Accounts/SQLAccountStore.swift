import AuthDomain

/// Accounts in SQL.
package struct SQLAccountStore: AccountStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func account(named key: String) async throws(StoreError) -> Account? {
        try await first("WHERE username_key = $1", [.text(key)])
    }

    package func account(_ id: Identifier<Account>) async throws(StoreError) -> Account? {
        try await first("WHERE id = $1", [.id(id)])
    }

    private func first(
        _ condition: String, _ values: [SQLValue]
    ) async throws(StoreError) -> Account? {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                "SELECT \(AccountColumns.list) FROM accounts \(condition)", values)
            guard let row = rows.first else { return nil }
            var reader = RowReader(row)
            return try reader.account()
        }
    }

    package func add(
        _ account: Account, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            guard try Self.insert(account, on: connection) else { return false }
            try recorder.write(record, on: connection)
            return true
        }
    }

    package func add(_ imports: [ImportedAccount]) async throws(StoreError) -> [Bool] {
        try await engine.write { connection throws(StoreError) in
            var added: [Bool] = []
            for item in imports {
                guard try Self.insert(item.account, on: connection) else {
                    added.append(false)
                    continue
                }
                if let device = item.authenticator {
                    guard try DeviceRows.insert(device, on: connection) else {
                        throw .inconsistent(reason: "authenticator of a new account")
                    }
                }
                try recorder.write(item.record, on: connection)
                added.append(true)
            }
            return added
        }
    }

    package func accounts(
        prefix: String, after key: String?, limit: Int
    ) async throws(StoreError) -> [Account] {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT \(AccountColumns.list) FROM accounts
                WHERE username_key >= $1 AND username_key < $2 AND username_key > $3
                ORDER BY username_key LIMIT $4
                """,
                [
                    .text(prefix), .text(prefix + "\u{10FFFF}"), .text(key ?? ""),
                    .integer(Int64(limit)),
                ])
            var accounts: [Account] = []
            for row in rows {
                var reader = RowReader(row)
                accounts.append(try reader.account())
            }
            return accounts
        }
    }

    package func setDisabled(
        _ isDisabled: Bool, account: Identifier<Account>, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let changed = try connection.execute(
                "UPDATE accounts SET disabled = $2 WHERE id = $1 AND disabled <> $2",
                [.id(account), .flag(isDisabled)])
            guard changed == 1 else { return false }
            if isDisabled {
                try AccountEnding.endAll(of: account, at: record.entry.at, on: connection)
            }
            try recorder.write(record, on: connection)
            return true
        }
    }

    package func resetPassword(
        _ hash: String, account: Identifier<Account>, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let changed = try connection.execute(
                "UPDATE accounts SET password_hash = $2 WHERE id = $1",
                [.id(account), .text(hash)])
            guard changed == 1 else { return false }
            try AccountEnding.endAll(of: account, at: record.entry.at, on: connection)
            try recorder.write(record, on: connection)
            return true
        }
    }

    package func unlock(
        _ account: Account, usernameDigest: String, recording record: Record
    ) async throws(StoreError) {
        try await engine.write { connection throws(StoreError) in
            let rows = try connection.query(
                "SELECT id FROM devices WHERE account_id = $1 AND state = 'active'",
                [.id(account.id)])
            var devices: [Identifier<Device>] = []
            for row in rows {
                var reader = RowReader(row)
                devices.append(try reader.identifier())
            }
            let keys = SignIn.AccountThrottles.keys(
                of: account.id, usernameDigest: usernameDigest, devices: devices)
            for key in keys {
                try connection.execute(
                    "DELETE FROM throttles WHERE key = $1", [.text(key.text)])
            }
            try recorder.write(record, on: connection)
        }
    }

    package func rehash(
        _ old: String, to new: String, account: Identifier<Account>
    ) async throws(StoreError) {
        _ = try await engine.write { connection throws(StoreError) in
            try connection.execute(
                "UPDATE accounts SET password_hash = $3 WHERE id = $1 AND password_hash = $2",
                [.id(account), .text(old), .text(new)])
        }
    }

    private static func insert(
        _ account: Account, on connection: any SQLConnection
    ) throws(StoreError) -> Bool {
        try connection.execute(
            """
            INSERT INTO accounts (id, username, username_key, display_name, email, role,
                disabled, password_hash, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (username_key) DO NOTHING
            """,
            [
                .id(account.id), .text(account.username.text), .text(account.username.key),
                .text(account.displayName), .optionalText(account.email),
                .text(account.role.rawValue), .flag(account.isDisabled),
                .text(account.passwordHash), .instant(account.createdAt),
            ]) == 1
    }
}
