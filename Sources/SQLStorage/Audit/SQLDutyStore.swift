import AuthDomain

/// Claims in SQL.
package struct SQLDutyStore: DutyStore {
    private let engine: any SQLEngine

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine) {
        self.engine = engine
    }

    package func claim(
        _ duty: Audit.Duty, now: Instant, until: Instant
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            try connection.execute(
                """
                INSERT INTO audit_duties (name, holder, until) VALUES ($1, $2, $3)
                ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
                WHERE audit_duties.holder = excluded.holder OR audit_duties.until <= $4 OR audit_duties.until > $5
                """,
                [
                    .text(duty.name), .text(duty.holder), .instant(until), .instant(now),
                    .instant(now + Audit.Duty.longest),
                ]) == 1
        }
    }

    package func renew(_ duty: Audit.Duty, by span: Duration) async throws(StoreError) {
        try await engine.write { connection throws(StoreError) in
            try connection.enqueue(
                "UPDATE audit_duties SET until = until + $3 WHERE name = $1 AND holder = $2",
                [.text(duty.name), .text(duty.holder), .integer(span.milliseconds)])
        }
    }

    /// Whether `duty` is still its holder's, for the rest of this transaction.
    static func holds(
        _ duty: Audit.Duty, on connection: any SQLConnection
    ) throws(StoreError) -> Bool {
        try connection.execute(
            "UPDATE audit_duties SET until = until WHERE name = $1 AND holder = $2",
            [.text(duty.name), .text(duty.holder)]) == 1
    }
}

extension SQLEngine {
    /// Runs `body` in a transaction if `duty` is still its holder's; otherwise answers `false`.
    func write(
        by duty: Audit.Duty,
        _ body: @escaping @Sendable (any SQLConnection) throws(StoreError) -> Bool
    ) async throws(StoreError) -> Bool {
        try await write { connection throws(StoreError) in
            guard try SQLDutyStore.holds(duty, on: connection) else { return false }
            return try body(connection)
        }
    }
}
