import AuthDomain

/// Checkpoints and their tree in SQL.
package struct SQLCheckpointStore: CheckpointStore {
    let engine: any SQLEngine

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine) {
        self.engine = engine
    }

    package func latest() async throws(StoreError) -> Audit.SignedCheckpoint? {
        try await engine.read { connection throws(StoreError) in
            try connection.query(
                "SELECT number, at, size, jws FROM audit_checkpoints ORDER BY number DESC LIMIT 1", []
            ).first.map(Self.checkpoint)
        }
    }

    package func checkpoints(
        after number: Int64, limit: Int
    ) async throws(StoreError) -> [Audit.SignedCheckpoint] {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT number, at, size, jws FROM audit_checkpoints WHERE number > $1
                ORDER BY number LIMIT $2
                """, [.integer(number), .integer(Int64(limit))])
            var checkpoints: [Audit.SignedCheckpoint] = []
            for row in rows { checkpoints.append(try Self.checkpoint(row)) }
            return checkpoints
        }
    }

    private static func checkpoint(_ row: SQLRow) throws(StoreError) -> Audit.SignedCheckpoint {
        var reader = RowReader(row)
        return Audit.SignedCheckpoint(
            number: try reader.integer(), at: try reader.instant(), size: try reader.integer(),
            jws: try reader.text())
    }

    package func changed(
        after position: Audit.Position, limit: Int
    ) async throws(StoreError) -> (chains: [String], end: Audit.Position?) {
        try await chains(after: position, before: Instant(milliseconds: .max), limit: limit)
    }

    package func aged(
        before moment: Instant, after position: Audit.Position, limit: Int
    ) async throws(StoreError) -> (chains: [String], end: Audit.Position?) {
        try await chains(after: position, before: moment, limit: limit)
    }

    private func chains(
        after position: Audit.Position, before moment: Instant, limit: Int
    ) async throws(StoreError) -> (chains: [String], end: Audit.Position?) {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT at, chain, sequence FROM audit_entries
                WHERE (at, chain, sequence) > ($1, $2, $3) AND at < $4
                ORDER BY at, chain, sequence LIMIT $5
                """,
                [
                    .instant(position.at), .text(position.chain), .integer(position.sequence),
                    .instant(moment), .integer(Int64(limit)),
                ])
            var chains: Set<String> = []
            var end: Audit.Position?
            for row in rows {
                var reader = RowReader(row)
                let place = Audit.Position(
                    at: try reader.instant(), chain: try reader.text(), sequence: try reader.integer())
                chains.insert(place.chain)
                end = place
            }
            return (chains.sorted(), rows.count < limit ? nil : end)
        }
    }

    package func firstEntry(
        of chain: String, since moment: Instant
    ) async throws(StoreError) -> Int64? {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT sequence FROM audit_entries WHERE chain = $1 AND at >= $2
                ORDER BY sequence LIMIT 1
                """, [.text(chain), .instant(moment)])
            guard let row = rows.first else { return nil }
            var reader = RowReader(row)
            return try reader.integer()
        }
    }

    package func states(of chains: [String]) async throws(StoreError) -> [Audit.ChainState] {
        guard !chains.isEmpty else { return [] }
        return try await engine.read { connection throws(StoreError) in
            var states: [Audit.ChainState] = []
            for row in try Self.selectStates.query(chains.map { [.text($0)] }, on: connection) {
                states.append(try Self.state(row))
            }
            return states
        }
    }

    private static func state(_ row: SQLRow) throws(StoreError) -> Audit.ChainState {
        var reader = RowReader(row)
        let head = Audit.Head(
            chain: try reader.text(), sequence: try reader.integer(), hash: try reader.bytes())
        guard let position = try reader.optionalInteger(), let marked = try reader.optionalInteger()
        else { return Audit.ChainState(head: head, leaf: nil, markedIn: 0) }
        let leaf = Audit.Leaf(
            position: position, chain: head.chain, first: try reader.integer(),
            last: try reader.integer(), hash: try reader.bytes())
        return Audit.ChainState(head: head, leaf: leaf, markedIn: marked)
    }

    private static let selectStates = MultiRowStatement(
        """
        SELECT h.chain, h.sequence, h.hash, l.position, m.checkpoint, m.first_sequence,
            m.last_sequence, m.hash
        FROM audit_heads h
        LEFT JOIN audit_leaves l ON l.chain = h.chain
        LEFT JOIN audit_marks m ON m.position = l.position AND m.checkpoint =
            (SELECT MAX(x.checkpoint) FROM audit_marks x WHERE x.position = l.position)
        WHERE h.chain IN (
        """, columns: 1, ")")

    package func leaves(
        at positions: Range<Int64>, asOf number: Int64
    ) async throws(StoreError) -> [Audit.Leaf] {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT l.position, l.chain, m.first_sequence, m.last_sequence, m.hash
                FROM audit_leaves l
                JOIN audit_marks m ON m.position = l.position AND m.checkpoint =
                    (SELECT MAX(x.checkpoint) FROM audit_marks x
                     WHERE x.position = l.position AND x.checkpoint <= $1)
                WHERE l.position >= $2 AND l.position < $3 ORDER BY l.position
                """,
                [.integer(number), .integer(positions.lowerBound), .integer(positions.upperBound)])
            var leaves: [Audit.Leaf] = []
            for row in rows {
                var reader = RowReader(row)
                leaves.append(
                    Audit.Leaf(
                        position: try reader.integer(), chain: try reader.text(),
                        first: try reader.integer(), last: try reader.integer(),
                        hash: try reader.bytes()))
            }
            return leaves
        }
    }

    package func buckets(asOf number: Int64) async throws(StoreError) -> [[UInt8]] {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT b.hash FROM audit_buckets b
                WHERE b.checkpoint = (SELECT MAX(x.checkpoint) FROM audit_buckets x
                    WHERE x.bucket = b.bucket AND x.checkpoint <= $1)
                ORDER BY b.bucket
                """, [.integer(number)])
            var hashes: [[UInt8]] = []
            for row in rows {
                var reader = RowReader(row)
                hashes.append(try reader.bytes())
            }
            return hashes
        }
    }
}
