import AuthDomain

/// Groups in SQL.
package struct SQLGroupStore: GroupStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder
    /// Reads the document in effect; what it names stays.
    private let calendar: any CalendarReckoning

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting, calendar: any CalendarReckoning) {
        self.engine = engine
        self.calendar = calendar
        recorder = SQLRecorder(digest: digest)
    }

    package func groups() async throws(StoreError) -> [Policy.Group] {
        try await engine.read { connection throws(StoreError) in
            var groups: [Policy.Group] = []
            for row in try connection.query(
                """
                SELECT name, (SELECT COUNT(*) FROM group_members WHERE group_name = account_groups.name)
                FROM account_groups ORDER BY name
                """, [])
            {
                var reader = RowReader(row)
                guard let name = Policy.GroupName(try reader.text()) else {
                    throw .inconsistent(reason: "name of a group")
                }
                groups.append(Policy.Group(name: name, members: Int(try reader.integer())))
            }
            return groups
        }
    }

    package func add(
        _ group: Policy.GroupName, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let added = try connection.execute(
                "INSERT INTO account_groups (name, created_at) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
                [.text(group.text), .instant(record.entry.at)])
            guard added == 1 else { return false }
            try recorder.write(record, on: connection)
            return true
        }
    }

    package func remove(
        _ group: Policy.GroupName, recording record: Record
    ) async throws(StoreError) -> Policy.GroupRemoval {
        try await engine.write { connection throws(StoreError) in
            guard try Self.exists(group, on: connection) else { return .notFound }
            let rows = try connection.query(
                "SELECT document FROM policy_documents ORDER BY number DESC LIMIT 1", [])
            if let row = rows.first {
                var reader = RowReader(row)
                let document = Policy.Document.read(Array(try reader.text().utf8), calendar: calendar)
                guard case .success(let document) = document else {
                    throw .inconsistent(reason: "policy document in effect")
                }
                if document.groups.contains(where: { $0.group == group }) { return .isUsed }
            }
            try connection.execute("DELETE FROM group_members WHERE group_name = $1", [.text(group.text)])
            try connection.execute("DELETE FROM account_groups WHERE name = $1", [.text(group.text)])
            try recorder.write(record, on: connection)
            return .removed
        }
    }

    package func join(
        _ group: Policy.GroupName, _ account: Identifier<Account>, recording record: Record
    ) async throws(StoreError) -> Policy.GroupChange {
        try await engine.write { connection throws(StoreError) in
            guard try Self.exists(group, on: connection) else { return .noSuchGroup }
            let added = try connection.execute(
                """
                INSERT INTO group_members (account_id, group_name, joined_at) VALUES ($1, $2, $3)
                ON CONFLICT (account_id, group_name) DO NOTHING
                """, [.id(account), .text(group.text), .instant(record.entry.at)])
            guard added == 1 else { return .unchanged }
            try recorder.write(record, on: connection)
            return .changed
        }
    }

    package func leave(
        _ group: Policy.GroupName, _ account: Identifier<Account>, recording record: Record
    ) async throws(StoreError) -> Policy.GroupChange {
        try await engine.write { connection throws(StoreError) in
            guard try Self.exists(group, on: connection) else { return .noSuchGroup }
            let removed = try connection.execute(
                "DELETE FROM group_members WHERE account_id = $1 AND group_name = $2",
                [.id(account), .text(group.text)])
            guard removed == 1 else { return .unchanged }
            try recorder.write(record, on: connection)
            return .changed
        }
    }

    package func members(
        of group: Policy.GroupName, after key: String?, limit: Int
    ) async throws(StoreError) -> [Account] {
        try await engine.read { connection throws(StoreError) in
            var accounts: [Account] = []
            for row in try connection.query(
                """
                SELECT \(AccountColumns.list) FROM accounts
                JOIN group_members ON group_members.account_id = accounts.id
                WHERE group_members.group_name = $1 AND accounts.username_key > $2
                ORDER BY accounts.username_key LIMIT $3
                """, [.text(group.text), .text(key ?? ""), .integer(Int64(limit))])
            {
                var reader = RowReader(row)
                accounts.append(try reader.account())
            }
            return accounts
        }
    }

    private static func exists(
        _ group: Policy.GroupName, on connection: any SQLConnection
    ) throws(StoreError) -> Bool {
        try !connection.query("SELECT name FROM account_groups WHERE name = $1", [.text(group.text)]).isEmpty
    }
}
