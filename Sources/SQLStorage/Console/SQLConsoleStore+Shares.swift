import AuthDomain

extension SQLConsoleStore {
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

    /// Looks at every account once; asked for every ten minutes, by nobody who waits.
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
}
