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
            // Watched keys are looked at as they are stored: whoever watches never forgets for others.
            let watching = watched.map { SignIn.ThrottleLimit($0, Self.remembering) }
            var states = try ThrottleRows.states(of: watching + limits, at: now, on: connection)
            var latest: Instant?
            for key in watched + limits.map(\.key) {
                guard let until = states[key]?.blockedUntil, until > now else { continue }
                latest = max(latest ?? until, until)
            }
            var raised: [SignIn.ThrottleKey: ThrottleState] = [:]
            for limit in limits {
                var state = states.removeValue(forKey: limit.key) ?? ThrottleState()
                if let disableAt = limit.rule.disableAt, state.failures >= disableAt { return .disabled }
                state.raise(limit.rule, now: now)
                raised[limit.key] = state
            }
            if let latest { return .blocked(until: latest) }
            try ThrottleRows.write(raised, now: now, on: connection)
            return .allowed(failures: raised.values.map(\.failures).max() ?? 1)
        }
    }

    /// A rule that forgets nothing.
    private static let remembering = SignIn.ThrottleRule(free: 1)

    package func count(
        _ limit: SignIn.ThrottleLimit, now: Instant
    ) async throws(StoreError) {
        try await engine.write { connection throws(StoreError) in
            let states = try ThrottleRows.states(of: [limit], at: now, on: connection)
            var state = states[limit.key] ?? ThrottleState()
            state.raise(limit.rule, now: now)
            try ThrottleRows.write([limit.key: state], now: now, on: connection)
        }
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
            try ThrottleRows.remove(keys, on: connection)
        }
    }
}
