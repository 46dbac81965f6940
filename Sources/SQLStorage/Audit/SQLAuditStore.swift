import AuthDomain

/// The audit log in SQL.
package struct SQLAuditStore: AuditStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    /// Reads and appends through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func heads(
        after chain: String?, limit: Int
    ) async throws(StoreError) -> [Audit.Head] {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT chain, sequence, hash FROM audit_heads WHERE chain > $1
                ORDER BY chain LIMIT $2
                """, [.text(chain ?? ""), .integer(Int64(limit))])
            var heads: [Audit.Head] = []
            for row in rows {
                var reader = RowReader(row)
                heads.append(
                    Audit.Head(
                        chain: try reader.text(), sequence: try reader.integer(),
                        hash: try reader.bytes()))
            }
            return heads
        }
    }

    package func entries(
        of chain: String, after sequence: Int64, limit: Int
    ) async throws(StoreError) -> [Audit.ChainedEntry] {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT \(Self.columns)
                FROM audit_entries WHERE chain = $1 AND sequence > $2 ORDER BY sequence LIMIT $3
                """, [.text(chain), .integer(sequence), .integer(Int64(limit))])
            var entries: [Audit.ChainedEntry] = []
            for row in rows { entries.append(try Self.entry(row, chain: chain)) }
            return entries
        }
    }

    package func chainsWithoutHead() async throws(StoreError) -> [String] {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT DISTINCT chain FROM audit_entries
                WHERE chain NOT IN (SELECT chain FROM audit_heads) ORDER BY chain LIMIT 1000
                """, [])
            var chains: [String] = []
            for row in rows {
                var reader = RowReader(row)
                chains.append(try reader.text())
            }
            return chains
        }
    }

    package func append(_ entry: Audit.Entry) async throws(StoreError) {
        try await engine.write { connection throws(StoreError) in
            try recorder.append(entry, on: connection)
        }
    }

    /// The columns in the order in which ``entry(_:chain:)`` reads them.
    static let columns = names.joined(separator: ", ")
    /// ``columns`` of a table that is called `e` in its statement.
    static let columnsOfE = names.map { "e.\($0)" }.joined(separator: ", ")

    private static let names = [
        "sequence", "at", "actor", "action", "subject", "details", "address", "user_agent", "reference",
        "previous_hash", "hash",
    ]

    static func entry(
        _ row: SQLRow, chain: String
    ) throws(StoreError) -> Audit.ChainedEntry {
        var reader = RowReader(row)
        let sequence = try reader.integer()
        let fields = Audit.StoredFields(
            at: try reader.instant(), actor: try reader.text(), action: try reader.text(),
            subject: try reader.text(), details: try reader.text(),
            address: try reader.text(), userAgent: try reader.text(),
            reference: try reader.text())
        return Audit.ChainedEntry(
            chain: chain, sequence: sequence, fields: fields,
            previousHash: try reader.bytes(), hash: try reader.bytes())
    }
}
