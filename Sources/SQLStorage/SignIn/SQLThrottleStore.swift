import AuthDomain

/// Attempt counters in SQL.
package struct SQLThrottleStore: ThrottleStore {
    private let engine: any SQLEngine

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine) {
        self.engine = engine
    }

    package func reserve(
        _ limits: [SignIn.ThrottleLimit], watching watched: [SignIn.ThrottleKey], now: Instant
    ) async throws(StoreError) -> SignIn.ThrottleVerdict {
        try await engine.write { connection throws(StoreError) in
            var failures: [Int] = []
            var latest: Instant?
            for key in watched {
                let until = try Self.state(of: key, at: now, on: connection).blockedUntil
                if until > now { latest = max(latest ?? until, until) }
            }
            for limit in limits {
                let state = try Self.state(
                    of: limit.key, forgetting: limit.rule.forgetAfter, at: now, on: connection)
                if let disableAt = limit.rule.disableAt, state.failures >= disableAt {
                    return .disabled
                }
                if state.blockedUntil > now {
                    latest = max(latest ?? state.blockedUntil, state.blockedUntil)
                }
                failures.append(state.failures)
            }
            if let latest { return .blocked(until: latest) }
            for (limit, count) in zip(limits, failures) {
                try Self.raise(limit, from: count, now: now, on: connection)
            }
            return .allowed(failures: (failures.max() ?? 0) + 1)
        }
    }

    package func count(
        _ limit: SignIn.ThrottleLimit, now: Instant
    ) async throws(StoreError) {
        try await engine.write { connection throws(StoreError) in
            let failures = try Self.state(
                of: limit.key, forgetting: limit.rule.forgetAfter, at: now, on: connection
            ).failures
            try Self.raise(limit, from: failures, now: now, on: connection)
        }
    }

    private static func raise(
        _ limit: SignIn.ThrottleLimit, from failures: Int, now: Instant,
        on connection: any SQLConnection
    ) throws(StoreError) {
        let until = now + limit.rule.wait(after: failures + 1)
        try connection.execute(
            """
            INSERT INTO throttles (key, failures, blocked_until, updated_at)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (key) DO UPDATE SET failures = excluded.failures,
                blocked_until = excluded.blocked_until, updated_at = excluded.updated_at
            """,
            [
                .text(limit.key.text), .integer(Int64(failures + 1)), .instant(until),
                .instant(now),
            ])
    }

    package func release(_ keys: [SignIn.ThrottleKey]) async throws(StoreError) {
        try await engine.write { connection throws(StoreError) in
            for key in keys {
                try connection.execute(
                    """
                    UPDATE throttles SET failures = failures - 1, blocked_until = 0
                    WHERE key = $1 AND failures > 0
                    """, [.text(key.text)])
            }
        }
    }

    package func forgive(
        _ count: Int, under key: SignIn.ThrottleKey
    ) async throws(StoreError) {
        _ = try await engine.write { connection throws(StoreError) in
            try connection.execute(
                """
                UPDATE throttles
                SET failures = CASE WHEN failures > $2 THEN failures - $2 ELSE 0 END
                WHERE key = $1
                """, [.text(key.text), .integer(Int64(count))])
        }
    }

    package func clear(_ keys: [SignIn.ThrottleKey]) async throws(StoreError) {
        try await engine.write { connection throws(StoreError) in
            for key in keys {
                try connection.execute(
                    "DELETE FROM throttles WHERE key = $1", [.text(key.text)])
            }
        }
    }

    private static func state(
        of key: SignIn.ThrottleKey, forgetting span: Duration? = nil, at now: Instant,
        on connection: any SQLConnection
    ) throws(StoreError) -> (failures: Int, blockedUntil: Instant) {
        let rows = try connection.query(
            "SELECT failures, blocked_until, updated_at FROM throttles WHERE key = $1",
            [.text(key.text)])
        guard let row = rows.first else { return (0, Instant(milliseconds: 0)) }
        var reader = RowReader(row)
        let failures = Int(clamping: try reader.integer())
        let blockedUntil = try reader.instant()
        let updatedAt = try reader.instant()
        if let span, now > updatedAt + span, now > blockedUntil { return (0, blockedUntil) }
        return (failures, blockedUntil)
    }
}
