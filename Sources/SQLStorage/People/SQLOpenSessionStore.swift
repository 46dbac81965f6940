import AuthDomain

/// What people have open, in SQL.
package struct SQLOpenSessionStore: OpenSessionStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder
    private let limits: PortalSession.Limits

    /// Reads and writes through `engine`; `limits` say how long a portal session counts.
    package init(engine: any SQLEngine, digest: any Digesting, limits: PortalSession.Limits) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
        self.limits = limits
    }

    package func open(
        of account: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> People.OpenSessions {
        let limits = limits
        return try await engine.read { connection throws(StoreError) in
            try Self.count(account, at: now, limits, on: connection)
        }
    }

    package func endAll(
        of account: Identifier<Account>, at now: Instant,
        recording record: @escaping @Sendable (People.OpenSessions) -> Record
    ) async throws(StoreError) -> Bool {
        let limits = limits
        return try await engine.write { connection throws(StoreError) in
            let open = try Self.count(account, at: now, limits, on: connection)
            guard !open.isNone else { return false }
            try AccountEnding.endAll(of: account, at: now, on: connection)
            try recorder.write(record(open), on: connection)
            return true
        }
    }

    private static func count(
        _ account: Identifier<Account>, at now: Instant, _ limits: PortalSession.Limits,
        on connection: any SQLConnection
    ) throws(StoreError) -> People.OpenSessions {
        let rows = try connection.query(
            """
            SELECT
                (SELECT COUNT(*) FROM portal_sessions
                    WHERE account_id = $1 AND created_at > $3 AND last_seen_at > $4),
                (SELECT COUNT(*) FROM token_families
                    WHERE account_id = $1 AND revoked_at IS NULL AND EXISTS (
                        SELECT 1 FROM refresh_tokens WHERE family_id = token_families.id
                            AND spent_at IS NULL AND expires_at > $2)),
                (SELECT COUNT(*) FROM remembered_browsers
                    WHERE account_id = $1 AND revoked_at IS NULL AND expires_at > $2)
            """,
            [
                .id(account), .instant(now), .integer(now.milliseconds - limits.overall.milliseconds),
                .integer(now.milliseconds - limits.idle.milliseconds),
            ])
        guard let row = rows.first else { return People.OpenSessions(browsers: 0, apps: 0, remembered: 0) }
        var reader = RowReader(row)
        return People.OpenSessions(
            browsers: Int(clamping: try reader.integer()), apps: Int(clamping: try reader.integer()),
            remembered: Int(clamping: try reader.integer()))
    }
}
