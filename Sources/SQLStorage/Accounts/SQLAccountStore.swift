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
            guard try AccountRows.insert(account, on: connection) else { return false }
            try recorder.write(record, on: connection)
            return true
        }
    }

    package func add(_ imports: [ImportedAccount]) async throws(StoreError) -> [Bool] {
        try await engine.write { connection throws(StoreError) in
            let added = try AccountRows.insert(
                imports.map(\.account), owners: Set(imports.compactMap { $0.authenticator?.account }),
                on: connection)
            let news = imports.filter { added.contains($0.account.id) }
            let devices = news.compactMap(\.authenticator)
            guard try DeviceRows.insert(devices, on: connection) == devices.count else {
                throw .inconsistent(reason: "authenticator of a new account")
            }
            try recorder.write(news.map(\.record), on: connection)
            return imports.map { added.contains($0.account.id) }
        }
    }

    package func accounts(
        prefix: String, after key: String?, limit: Int
    ) async throws(StoreError) -> [Account] {
        // One lower bound only: of two, SQLite searches by the one and filters by the other, and
        // would read every page again to find the next.
        let isWithin = key.map { !$0.utf8.lexicographicallyPrecedes(prefix.utf8) } ?? false
        let comparison = isWithin ? ">" : ">="
        let from = isWithin ? key ?? prefix : prefix
        return try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT \(AccountColumns.list) FROM accounts
                WHERE username_key \(comparison) $1 AND username_key < $2
                ORDER BY username_key LIMIT $3
                """,
                [.text(from), .text(prefix + Self.behindEveryName), .integer(Int64(limit))])
            var accounts: [Account] = []
            for row in rows {
                var reader = RowReader(row)
                accounts.append(try reader.account())
            }
            return accounts
        }
    }

    /// Sorts behind every username by its bytes: no name has more than 64 characters of four bytes
    /// (``Username``), and no character sorts behind U+10FFFF.
    private static let behindEveryName = String(repeating: "\u{10FFFF}", count: 65)

    package func setDisabled(
        _ isDisabled: Bool, account: Identifier<Account>, recording record: Record
    ) async throws(StoreError) -> AccountChange {
        try await engine.write { connection throws(StoreError) in
            if isDisabled, try Administrators.isLast(account, on: connection) {
                return .lastAdministrator
            }
            let changed = try connection.execute(
                "UPDATE accounts SET disabled = $2 WHERE id = $1 AND disabled <> $2",
                [.id(account), .flag(isDisabled)])
            guard changed == 1 else { return .unchanged }
            if isDisabled {
                try AccountEnding.endAll(of: account, at: record.entry.at, on: connection)
            }
            try recorder.write(record, on: connection)
            return .changed
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

    package func changePassword(
        _ change: Accounts.PasswordChange, recording record: Record
    ) async throws(StoreError) -> Accounts.PasswordChangeVerdict {
        let now = record.entry.at
        return try await engine.write { connection throws(StoreError) in
            if let until = try AccountFreeze.end(of: change.account, at: now, on: connection) {
                return .frozen(until: until)
            }
            let sessions = try connection.query(
                "SELECT 1 FROM portal_sessions WHERE id_hash = $1 AND account_id = $2",
                [.bytes(change.session), .id(change.account)])
            guard !sessions.isEmpty else { return .overtaken }
            let changed = try connection.execute(
                "UPDATE accounts SET password_hash = $3 WHERE id = $1 AND password_hash = $2",
                [.id(change.account), .text(change.old), .text(change.new)])
            guard changed == 1 else { return .overtaken }
            try AccountEnding.endAll(
                of: change.account, but: change.session, at: now, on: connection)
            try recorder.write(record, on: connection)
            return .changed
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

    package func prefer(
        _ method: SignIn.SecondStepMethod, of account: Identifier<Account>
    ) async throws(StoreError) {
        _ = try await engine.write { connection throws(StoreError) in
            try connection.execute(
                "UPDATE accounts SET preferred_method = $2 WHERE id = $1",
                [.id(account), .text(method.rawValue)])
        }
    }

    package func administrators() async throws(StoreError) -> [Account] {
        try await engine.read { connection throws(StoreError) in
            // The first condition lets SQLite use the index of staff.
            let rows = try connection.query(
                """
                SELECT \(AccountColumns.list) FROM accounts
                WHERE role <> 'person' AND role = 'admin' AND disabled = 0
                ORDER BY username_key LIMIT 50
                """, [])
            var accounts: [Account] = []
            for row in rows {
                var reader = RowReader(row)
                accounts.append(try reader.account())
            }
            return accounts
        }
    }

    package func setLanguage(
        _ language: Language?, account: Identifier<Account>, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let changed = try connection.execute(
                """
                UPDATE accounts SET language = $2
                WHERE id = $1 AND COALESCE(language, '') <> $3
                """,
                [
                    .id(account), .optionalText(language?.rawValue),
                    .text(language?.rawValue ?? ""),
                ])
            guard changed == 1 else { return false }
            try recorder.write(record, on: connection)
            return true
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
}
