import AuthDomain

/// How many wrong answers are counted under a key, and until when it is blocked.
struct ThrottleState: Sendable {
    var failures = 0
    var blockedUntil = Instant(milliseconds: 0)

    /// One more wrong answer under `rule`.
    mutating func raise(_ rule: SignIn.ThrottleRule, now: Instant) {
        failures += 1
        blockedUntil = now + rule.wait(after: failures)
    }
}

extension Audit.Entry {
    /// The entry of a refused code, which also says when the next one is looked at: those before that
    /// moment leave no entry of their own.
    func blocking(_ until: Instant, at now: Instant) -> Audit.Entry {
        until > now ? adding(Audit.Detail("blocked_until", "\(until.milliseconds)")) : self
    }
}

extension [SignIn.ThrottleKey: ThrottleState] {
    /// Why a code that counts under `limits` counts for nothing at `now`; `nil`: it is judged.
    func refusal(_ limits: [SignIn.ThrottleLimit], now: Instant) -> SignIn.CodeVerdict? {
        var latest: Instant?
        for limit in limits {
            guard let state = self[limit.key] else { continue }
            if let disableAt = limit.rule.disableAt, state.failures >= disableAt { return .disabled }
            if state.blockedUntil > now {
                latest = Swift.max(latest ?? state.blockedUntil, state.blockedUntil)
            }
        }
        return latest.map { .blocked(until: $0) }
    }
}

/// Reading and writing rows of `throttles`.
enum ThrottleRows {
    /// What is stored under each of `keys`, forgetting what its rule forgets; keys without a row are
    /// not in the answer.
    static func states(
        of limits: [SignIn.ThrottleLimit], at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) -> [SignIn.ThrottleKey: ThrottleState] {
        var rules: [String: SignIn.ThrottleLimit] = [:]
        for limit in limits { rules[limit.key.text] = limit }
        var states: [SignIn.ThrottleKey: ThrottleState] = [:]
        for row in try select.query(rules.keys.sorted().map { [.text($0)] }, on: connection) {
            var reader = RowReader(row)
            guard let limit = rules[try reader.text()] else { continue }
            var state = ThrottleState(
                failures: Int(clamping: try reader.integer()), blockedUntil: try reader.instant())
            let updatedAt = try reader.instant()
            if let span = limit.rule.forgetAfter, now > updatedAt + span, now > state.blockedUntil {
                state.failures = 0
            }
            states[limit.key] = state
        }
        return states
    }

    /// Stores `states`.
    static func write(
        _ states: [SignIn.ThrottleKey: ThrottleState], now: Instant, on connection: any SQLConnection
    ) throws(StoreError) {
        let rows = states.sorted { $0.key.text < $1.key.text }.map { key, state in
            [
                SQLValue.text(key.text), .integer(Int64(state.failures)),
                .instant(state.blockedUntil), .instant(now),
            ]
        }
        try upsert.enqueue(rows, on: connection)
    }

    /// Forgets everything under `keys`.
    static func remove(
        _ keys: [SignIn.ThrottleKey], on connection: any SQLConnection
    ) throws(StoreError) {
        try delete.enqueue(keys.map(\.text).sorted().map { [.text($0)] }, on: connection)
    }

    private static let select = MultiRowStatement(
        "SELECT key, failures, blocked_until, updated_at FROM throttles WHERE key IN (",
        columns: 1, ")")

    private static let upsert = MultiRowStatement(
        "INSERT INTO throttles (key, failures, blocked_until, updated_at) VALUES", columns: 4,
        """
        ON CONFLICT (key) DO UPDATE SET failures = excluded.failures,
            blocked_until = excluded.blocked_until, updated_at = excluded.updated_at
        """)

    private static let delete = MultiRowStatement(
        "DELETE FROM throttles WHERE key IN (", columns: 1, ")")
}
