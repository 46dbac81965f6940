import AuthDomain

/// The counters of the overview in SQL.
package struct SQLConsoleStore: ConsoleStore {
    let engine: any SQLEngine

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
            let begin: Instant
            if let stored {
                begin = stored
            } else {
                begin = try Self.beginning(from: start, to: end, on: connection)
            }
            let next = min(end, begin + span, begin.hourBeginning + .hours(1))
            // A log without entries before `end` is counted up to there at once.
            guard next > begin || (stored == nil && next == end) else { return nil }
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

    /// Where the first count begins: at the hour of the first entry from `start` on.
    private static func beginning(
        from start: Instant, to end: Instant, on connection: any SQLConnection
    ) throws(StoreError) -> Instant {
        let rows = try connection.query(
            "SELECT min(at) FROM audit_entries WHERE at >= $1 AND at < $2",
            [.instant(start.hourBeginning), .instant(end)])
        guard let row = rows.first else { return end }
        var reader = RowReader(row)
        let first = try reader.optionalInstant()
        return first?.hourBeginning ?? end
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
}
