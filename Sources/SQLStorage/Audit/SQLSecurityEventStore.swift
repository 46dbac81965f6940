import AuthDomain

/// One person's chain in SQL, read from its end.
package struct SQLSecurityEventStore: SecurityEventStore {
    private let engine: any SQLEngine

    /// Reads through `engine`.
    package init(engine: any SQLEngine) {
        self.engine = engine
    }

    package func newest(
        of account: Identifier<Account>, before: Int64?, limit: Int
    ) async throws(StoreError) -> (head: Int64, entries: [Audit.ChainedEntry]) {
        try await engine.read { connection throws(StoreError) in
            let heads = try connection.query(
                "SELECT sequence FROM audit_heads WHERE chain = $1", [.id(account)])
            var head: Int64 = 0
            if let row = heads.first {
                var reader = RowReader(row)
                head = try reader.integer()
            }
            let rows = try connection.query(
                """
                SELECT \(SQLAuditStore.columns) FROM audit_entries
                WHERE chain = $1 AND sequence < $2 ORDER BY sequence DESC LIMIT $3
                """, [.id(account), .integer(before ?? .max), .integer(Int64(limit))])
            var entries: [Audit.ChainedEntry] = []
            for row in rows { entries.append(try SQLAuditStore.entry(row, chain: account.text)) }
            return (head, entries)
        }
    }

    package func changes(of account: Identifier<Account>) -> any ChangeSignal {
        engine.announcements.listen(to: SQLRecorder.topic(account))
    }
}
