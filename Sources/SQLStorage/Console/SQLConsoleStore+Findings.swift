import AuthDomain

extension SQLConsoleStore {
    private static func lookAtWhatLeaves(
        _ findings: inout Console.Findings, at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) {
        let rows = try connection.query(
            """
            SELECT (SELECT count(*) FROM outbox WHERE state = 'dead'),
                (SELECT count(*) FROM outbox WHERE state = 'waiting'),
                (SELECT min(created_at) FROM outbox WHERE state = 'waiting'),
                (SELECT max(created_at) FROM outbox),
                (SELECT failing_since FROM audit_stream WHERE id = 1)
            """, [])
        guard let row = rows.first else { return }
        var reader = RowReader(row)
        findings.deadMessages = Int(clamping: try reader.integer())
        findings.waitingMessages = Int(clamping: try reader.integer())
        findings.oldestWaiting = try reader.optionalInstant()
        findings.newestMessage = try reader.optionalInstant()
        findings.streamFailingSince = try reader.optionalInstant()
        if findings.streamFailingSince == nil {
            findings.streamFailingSince = try SQLAuditStreamStore.behindSince(at: now, on: connection)
        }
    }

    package func findings(at now: Instant) async throws(StoreError) -> Console.Findings {
        try await engine.read { connection throws(StoreError) in
            func count(_ sql: String, _ values: [SQLValue] = []) throws(StoreError) -> Int {
                guard let row = try connection.query(sql, values).first else { return 0 }
                var reader = RowReader(row)
                return Int(clamping: try reader.integer())
            }
            var findings = Console.Findings()
            // Each condition names the one of a partial index, so that SQLite uses it.
            findings.administrators = try count(
                """
                SELECT count(*) FROM accounts
                WHERE role <> 'person' AND role = 'admin' AND disabled = 0
                """)
            findings.waitingForApproval = try count(
                """
                SELECT count(*) FROM factor_resets
                WHERE state = 'open' AND needs_approval = 1 AND approved_by IS NULL AND expires_at > $1
                """, [.instant(now)])
            findings.proposals = try count(
                "SELECT count(*) FROM proposals WHERE state = 'open' AND expires_at > $1", [.instant(now)])
            findings.frozen = try count(
                "SELECT count(*) FROM accounts WHERE frozen_until IS NOT NULL AND frozen_until > $1",
                [.instant(now)])
            findings.switchedOff = try count(
                """
                SELECT count(*) FROM throttles
                WHERE failures >= 50 AND key >= 'code:account:' AND key < 'code:account;'
                """)
            try Self.lookAtWhatLeaves(&findings, at: now, on: connection)
            findings.checkpointBehindSince = try Self.checkpointBehindSince(at: now, on: connection)
            return findings
        }
    }

    /// The newest checkpoint's moment, if there are entries behind it that should be in the next one by now; without
    /// any checkpoint, the first entry's.
    private static func checkpointBehindSince(
        at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) -> Instant? {
        let rows = try connection.query(
            """
            SELECT MIN(at) FROM audit_entries WHERE at < $1 AND at >
                COALESCE((SELECT MAX(at) FROM audit_checkpoints WHERE at <= $2), 0)
            """, [.instant(now - Console.Findings.checkpointPatience), .instant(now)])
        guard let row = rows.first else { return nil }
        var reader = RowReader(row)
        return try reader.optionalInstant()
    }
}
