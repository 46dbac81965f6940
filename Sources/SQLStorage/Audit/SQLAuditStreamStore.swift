import AuthDomain

/// How far the stream of entries has come, in SQL.
package struct SQLAuditStreamStore: AuditStreamStore {
    private let engine: any SQLEngine

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine) {
        self.engine = engine
    }

    package func state(at now: Instant) async throws(StoreError) -> Audit.StreamState? {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                "SELECT began_at, taken_at, failing_since, trouble FROM audit_stream WHERE id = 1", [])
            guard let row = rows.first else { return nil }
            var reader = RowReader(row)
            return Audit.StreamState(
                beganAt: try reader.instant(), takenAt: try reader.optionalInstant(),
                failingSince: try reader.optionalInstant(), trouble: try reader.text(),
                behindSince: try Self.behindSince(at: now, on: connection))
        }
    }

    /// The oldest of the newest entries that should have been taken by `now` and were not.
    static func behindSince(
        at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) -> Instant? {
        let rows = try connection.query(
            """
            SELECT MIN(late.at) FROM (SELECT at, chain, sequence FROM audit_entries WHERE at < $1
                ORDER BY at DESC, chain DESC, sequence DESC LIMIT 20) AS late
            LEFT JOIN audit_streamed s ON s.chain = late.chain
            WHERE late.sequence > COALESCE(s.sequence, 0) AND EXISTS (SELECT 1 FROM audit_stream)
            """, [.instant(now - Audit.StreamState.patience)])
        guard let row = rows.first else { return nil }
        var reader = RowReader(row)
        return try reader.optionalInstant()
    }

    package func begin(at now: Instant, by duty: Audit.Duty) async throws(StoreError) -> Bool {
        try await engine.write(by: duty) { connection throws(StoreError) in
            let begun = try connection.execute(
                "INSERT INTO audit_stream (id, began_at) VALUES (1, $1) ON CONFLICT (id) DO NOTHING",
                [.instant(now)])
            guard begun == 1 else { return true }
            try connection.enqueue(
                "INSERT INTO audit_streamed (chain, sequence) SELECT chain, sequence FROM audit_heads", [])
            return true
        }
    }

    package func waiting(of chains: [String]) async throws(StoreError) -> [Audit.ChainedEntry] {
        guard !chains.isEmpty else { return [] }
        return try await engine.read { connection throws(StoreError) in
            var entries: [Audit.ChainedEntry] = []
            for row in try Self.selectWaiting.query(chains.map { [.text($0)] }, on: connection) {
                var reader = RowReader(row)
                let chain = try reader.text()
                entries.append(
                    try SQLAuditStore.entry(SQLRow(Array(row.values.dropFirst())), chain: chain))
            }
            return entries
        }
    }

    private static let selectWaiting = MultiRowStatement(
        """
        SELECT e.chain, \(SQLAuditStore.columnsOfE)
        FROM audit_heads h
        LEFT JOIN audit_streamed s ON s.chain = h.chain
        JOIN audit_entries e ON e.chain = h.chain AND e.sequence > COALESCE(s.sequence, 0)
        WHERE h.sequence > COALESCE(s.sequence, 0) AND h.chain IN (
        """, columns: 1, ") ORDER BY e.chain, e.sequence LIMIT 500")

    package func confirm(
        _ entries: [Audit.ChainedEntry], at now: Instant, by duty: Audit.Duty
    ) async throws(StoreError) -> Bool {
        let last = Dictionary(entries.map { ($0.chain, $0.sequence) }, uniquingKeysWith: max)
        return try await engine.write(by: duty) { connection throws(StoreError) in
            try Self.moveOn.enqueue(
                last.sorted { $0.key < $1.key }.map { [.text($0.key), .integer($0.value)] },
                on: connection)
            try connection.enqueue(
                """
                UPDATE audit_stream SET taken_at = CASE WHEN $2 > 0 THEN $1 ELSE taken_at END,
                    failing_since = NULL, trouble = '' WHERE id = 1
                """, [.instant(now), .integer(Int64(last.count))])
            return true
        }
    }

    private static let moveOn = MultiRowStatement(
        "INSERT INTO audit_streamed (chain, sequence) VALUES", columns: 2,
        """
        ON CONFLICT (chain) DO UPDATE SET sequence = excluded.sequence
        WHERE excluded.sequence > audit_streamed.sequence
        """)

    package func note(
        _ trouble: Delivery.Trouble, at now: Instant, by duty: Audit.Duty
    ) async throws(StoreError) -> Bool {
        try await engine.write(by: duty) { connection throws(StoreError) in
            try connection.enqueue(
                """
                UPDATE audit_stream SET failing_since = COALESCE(failing_since, $1), trouble = $2
                WHERE id = 1
                """, [.instant(now), .text(trouble.description)])
            return true
        }
    }
}
