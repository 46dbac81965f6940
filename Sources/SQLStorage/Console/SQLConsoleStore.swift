import AuthDomain

/// The counters of the overview in SQL.
package struct SQLConsoleStore: ConsoleStore {
    private let engine: any SQLEngine

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine) {
        self.engine = engine
    }

    package func countNext(
        from start: Instant, to end: Instant, span: Duration
    ) async throws(StoreError) -> Bool {
        // Read apart from the write: the one writer does not wait for a look through the log.
        let found = try await engine.read { connection throws(StoreError) -> Counted? in
            let stored = try Self.progress(on: connection)
            let begin = stored ?? start.hourBeginning
            let next = min(end, begin + span, begin.hourBeginning + .hours(1))
            guard next > begin else { return nil }
            return Counted(
                stored: stored, next: next,
                counts: try Self.count(from: begin, to: next, on: connection))
        }
        guard let found else { return false }
        try await engine.write { connection throws(StoreError) in
            guard try Self.move(from: found.stored, to: found.next, on: connection) else { return }
            let rows = found.counts.map { count in
                [
                    SQLValue.instant(count.hour), .text(count.action.rawValue), .text(count.reason),
                    .integer(Int64(count.count)),
                ]
            }
            try Self.add.enqueue(rows, on: connection)
        }
        return found.next < end
    }

    private struct Counted: Sendable {
        let stored: Instant?
        let next: Instant
        let counts: [Console.HourCount]
    }

    private static func progress(on connection: any SQLConnection) throws(StoreError) -> Instant? {
        let rows = try connection.query("SELECT counted_to FROM count_progress WHERE id = 1", [])
        guard let row = rows.first else { return nil }
        var reader = RowReader(row)
        return try reader.instant()
    }

    /// Moves on from where the count began; `false`: somebody else has.
    private static func move(
        from stored: Instant?, to next: Instant, on connection: any SQLConnection
    ) throws(StoreError) -> Bool {
        guard let stored else {
            return try connection.execute(
                "INSERT INTO count_progress (id, counted_to) VALUES (1, $1) ON CONFLICT (id) DO NOTHING",
                [.instant(next)]) == 1
        }
        return try connection.execute(
            "UPDATE count_progress SET counted_to = $1 WHERE id = 1 AND counted_to = $2",
            [.instant(next), .instant(stored)]) == 1
    }

    private static func count(
        from begin: Instant, to end: Instant, on connection: any SQLConnection
    ) throws(StoreError) -> [Console.HourCount] {
        let names = Console.countedActions.enumerated().map { "$\($0.offset + 3)" }
        let refusals = Console.refusals.enumerated().map {
            "$\($0.offset + 3 + Console.countedActions.count - Console.refusals.count)"
        }
        // Only refusals say why; what sign-ins say would make a group of each.
        let rows = try connection.query(
            """
            SELECT action, why, count(*) FROM (
                SELECT action, CASE WHEN action IN (\(refusals.joined(separator: ", ")))
                    THEN details ELSE '' END AS why
                FROM audit_entries
                WHERE at >= $1 AND at < $2 AND action IN (\(names.joined(separator: ", "))))
                AS counted
            GROUP BY action, why
            """,
            [.instant(begin), .instant(end)] + Console.countedActions.map { .text($0.rawValue) })
        var counts: [Audit.Action: [String: Int]] = [:]
        for row in rows {
            var reader = RowReader(row)
            let action: Audit.Action = try reader.choice()
            let reason = Console.reason(in: try reader.text())
            counts[action, default: [:]][reason, default: 0] += Int(clamping: try reader.integer())
        }
        let hour = begin.hourBeginning
        return counts.flatMap { action, reasons in
            reasons.map { Console.HourCount(hour: hour, action: action, reason: $0, count: $1) }
        }.sorted { ($0.action.rawValue, $0.reason) < ($1.action.rawValue, $1.reason) }
    }

    private static let add = MultiRowStatement(
        "INSERT INTO hourly_counts (hour, action, reason, count) VALUES", columns: 4,
        "ON CONFLICT (hour, action, reason) DO UPDATE SET count = hourly_counts.count + excluded.count")

    package func hours(from start: Instant) async throws(StoreError) -> [Console.HourCount] {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT hour, action, reason, count FROM hourly_counts WHERE hour >= $1
                ORDER BY hour, action, reason
                """, [.instant(start)])
            var counts: [Console.HourCount] = []
            for row in rows {
                var reader = RowReader(row)
                counts.append(
                    Console.HourCount(
                        hour: try reader.instant(), action: try reader.choice(),
                        reason: try reader.text(), count: Int(clamping: try reader.integer())))
            }
            return counts
        }
    }

    package func forget(
        hoursBefore hours: Instant, daysBefore days: Instant
    ) async throws(StoreError) {
        try await engine.write { connection throws(StoreError) in
            try connection.execute("DELETE FROM hourly_counts WHERE hour < $1", [.instant(hours)])
            try connection.execute("DELETE FROM daily_shares WHERE day < $1", [.instant(days)])
        }
    }

    package func noteShare(
        at now: Instant, unlessAfter earlier: Instant
    ) async throws(StoreError) {
        let day = now.dayBeginning
        let share = try await engine.read { connection throws(StoreError) -> [SQLValue]? in
            let known = try connection.query(
                "SELECT 1 FROM daily_shares WHERE day = $1 AND counted_at > $2",
                [.instant(day), .instant(earlier)])
            guard known.isEmpty else { return nil }
            return try connection.query(Self.share, []).first?.values
        }
        guard let share else { return }
        _ = try await engine.write { connection throws(StoreError) in
            try connection.execute(
                """
                INSERT INTO daily_shares (day, people, registered, counted_at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (day) DO UPDATE SET people = excluded.people,
                    registered = excluded.registered, counted_at = excluded.counted_at
                WHERE daily_shares.counted_at < excluded.counted_at
                """, [.instant(day)] + share + [.instant(now)])
        }
    }

    /// Looks at every account once; asked for once an hour, by nobody who waits.
    private static let share = """
        SELECT count(*), count(CASE WHEN EXISTS (
            SELECT 1 FROM devices WHERE devices.account_id = accounts.id AND devices.state = 'active')
            THEN 1 END)
        FROM accounts WHERE disabled = 0
        """

    package func days(from start: Instant) async throws(StoreError) -> [Console.DayShare] {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                "SELECT day, people, registered FROM daily_shares WHERE day >= $1 ORDER BY day",
                [.instant(start)])
            var days: [Console.DayShare] = []
            for row in rows {
                var reader = RowReader(row)
                days.append(
                    Console.DayShare(
                        day: try reader.instant(), people: Int(clamping: try reader.integer()),
                        registered: Int(clamping: try reader.integer())))
            }
            return days
        }
    }

    private static func lookAtMessages(
        _ findings: inout Console.Findings, on connection: any SQLConnection
    ) throws(StoreError) {
        let rows = try connection.query(
            """
            SELECT (SELECT count(*) FROM outbox WHERE state = 'dead'),
                (SELECT count(*) FROM outbox WHERE state = 'waiting'),
                (SELECT min(created_at) FROM outbox WHERE state = 'waiting'),
                (SELECT max(created_at) FROM outbox)
            """, [])
        guard let row = rows.first else { return }
        var reader = RowReader(row)
        findings.deadMessages = Int(clamping: try reader.integer())
        findings.waitingMessages = Int(clamping: try reader.integer())
        findings.oldestWaiting = try reader.optionalInstant()
        findings.newestMessage = try reader.optionalInstant()
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
            findings.frozen = try count(
                "SELECT count(*) FROM accounts WHERE frozen_until IS NOT NULL AND frozen_until > $1",
                [.instant(now)])
            findings.switchedOff = try count(
                """
                SELECT count(*) FROM throttles
                WHERE failures >= 50 AND key >= 'code:account:' AND key < 'code:account;'
                """)
            try Self.lookAtMessages(&findings, on: connection)
            return findings
        }
    }
}
