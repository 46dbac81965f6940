import AuthDomain

/// Reminders in SQL.
package struct SQLReminderStore: ReminderStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func position(of walk: String) async throws(StoreError) -> Policy.WalkPosition {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query("SELECT position, done FROM policy_walks WHERE name = $1", [.text(walk)])
            guard let row = rows.first else { return .after("") }
            var reader = RowReader(row)
            let position = try reader.text()
            return try reader.integer() == 1 ? .done : .after(position)
        }
    }

    package func sent(
        _ reminder: String, to accounts: [Identifier<Account>]
    ) async throws(StoreError) -> Set<String> {
        try await engine.read { connection throws(StoreError) in
            var sent: Set<String> = []
            for account in accounts {
                let rows = try connection.query(
                    "SELECT account_id FROM policy_reminders WHERE account_id = $1 AND reminder = $2",
                    [.id(account), .text(reminder)])
                if !rows.isEmpty { sent.insert(account.text) }
            }
            return sent
        }
    }

    package func request(_ name: String, recording record: Record) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let added = try connection.execute(
                """
                INSERT INTO policy_walks (name, position, done, moved_at) VALUES ($1, '', 0, $2)
                ON CONFLICT (name) DO NOTHING
                """, [.text(name), .instant(record.entry.at)])
            guard added == 1 else { return false }
            try recorder.write(record, on: connection)
            return true
        }
    }

    package func openRequest() async throws(StoreError) -> String? {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                "SELECT name FROM policy_walks WHERE name LIKE 'asked/%' AND done = 0 ORDER BY name LIMIT 1", [])
            guard let row = rows.first else { return nil }
            var reader = RowReader(row)
            return try reader.text()
        }
    }

    package func send(
        _ mails: [Policy.ReminderMail], walk: String, from position: String, to next: Policy.WalkPosition,
        at now: Instant
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            guard try Self.move(walk, from: position, to: next, at: now, on: connection) else { return false }
            for mail in mails {
                let added = try connection.execute(
                    """
                    INSERT INTO policy_reminders (account_id, reminder, sent_at) VALUES ($1, $2, $3)
                    ON CONFLICT (account_id, reminder) DO NOTHING
                    """, [.id(mail.account), .text(mail.reminder.name), .instant(now)])
                if added == 1 { try recorder.write(mail.record, on: connection) }
            }
            return true
        }
    }

    private static func move(
        _ walk: String, from position: String, to next: Policy.WalkPosition, at now: Instant,
        on connection: any SQLConnection
    ) throws(StoreError) -> Bool {
        if position.isEmpty {
            try connection.execute("DELETE FROM policy_walks WHERE moved_at < $1", [.instant(now - .days(3))])
            try connection.execute(
                """
                INSERT INTO policy_walks (name, position, done, moved_at) VALUES ($1, '', 0, $2)
                ON CONFLICT (name) DO NOTHING
                """, [.text(walk), .instant(now)])
        }
        var target = position
        if case .after(let key) = next { target = key }
        return try connection.execute(
            "UPDATE policy_walks SET position = $3, done = $4, moved_at = $5 WHERE name = $1 AND position = $2 AND done = 0",
            [.text(walk), .text(position), .text(target), .flag(next == .done), .instant(now)]) == 1
    }
}
