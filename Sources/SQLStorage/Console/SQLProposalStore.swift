import AuthDomain

/// Changes that wait for a second administrator, in SQL.
package struct SQLProposalStore: ProposalStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func add(
        _ proposal: Console.Proposal, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let open = try Self.open(at: proposal.createdAt, on: connection)
            let isThere = open.contains {
                ($0.kind, $0.account, $0.detail, $0.over)
                    == (proposal.kind, proposal.account, proposal.detail, proposal.over)
            }
            let own = open.count { $0.proposedBy == proposal.proposedBy }
            guard !isThere, own < Self.mostOpen else { return false }
            try connection.execute(
                """
                INSERT INTO proposals
                    (id, kind, account_id, detail, written_on, proposed_by, created_at, expires_at, state)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open')
                """,
                [
                    .id(proposal.id), .text(proposal.kind.rawValue), .optionalText(proposal.account?.text),
                    .text(proposal.detail), .integer(Int64(proposal.over)), .id(proposal.proposedBy),
                    .instant(proposal.createdAt), .instant(proposal.expiresAt),
                ])
            try recorder.write(record, on: connection)
            return true
        }
    }

    package func open(at now: Instant) async throws(StoreError) -> [Console.Proposal] {
        try await engine.read { connection throws(StoreError) in try Self.open(at: now, on: connection) }
    }

    private static let mostListed: Int64 = 100

    private static func open(
        at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) -> [Console.Proposal] {
        let rows = try connection.query(
            """
            SELECT id, kind, account_id, detail, written_on, proposed_by, created_at, expires_at
            FROM proposals WHERE state = 'open' AND expires_at > $1 ORDER BY created_at, id LIMIT $2
            """, [.instant(now), .integer(Self.mostListed)])
        var proposals: [Console.Proposal] = []
        for row in rows {
            var reader = RowReader(row)
            let id: Identifier<Console.Proposal> = try reader.identifier()
            guard let kind = Console.Proposal.Kind(rawValue: try reader.text()) else { continue }
            proposals.append(
                Console.Proposal(
                    id: id, kind: kind, account: try reader.optionalText().flatMap { Identifier($0) },
                    detail: try reader.text(), over: Int(clamping: try reader.integer()),
                    proposedBy: try reader.identifier(), createdAt: try reader.instant(),
                    expiresAt: try reader.instant()))
        }
        return proposals
    }

    package func end(
        _ proposal: Console.Proposal, as ending: Console.Proposal.Ending, by account: Identifier<Account>,
        at now: Instant, recording record: Record
    ) async throws(StoreError) -> Bool {
        let whose = ending == .withdrawn ? "proposed_by = $3" : "proposed_by <> $3"
        return try await engine.write { connection throws(StoreError) in
            let changed = try connection.execute(
                """
                UPDATE proposals SET state = $2, ended_by = $3, ended_at = $4
                WHERE id = $1 AND state = 'open' AND expires_at > $4 AND \(whose)
                """,
                [.id(proposal.id), .text(ending.rawValue), .id(account), .instant(now)])
            guard changed == 1 else { return false }
            try recorder.write(record, on: connection)
            return true
        }
    }
}
