import AuthDomain

/// Judges one-time codes in SQL, as many as wait in one transaction of a few statements.
package struct SQLCodeAttemptStore: CodeAttemptStore {
    private let waiting: Gathering<SignIn.CodeAttempt, SignIn.CodeVerdict>

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        let recorder = SQLRecorder(digest: digest)
        waiting = Gathering(patience: engine.patience) { attempts throws(StoreError) in
            try await engine.write { connection throws(StoreError) in
                var judgement = Judgement(of: attempts.count)
                var rest = Array(attempts.enumerated())
                // A person's own attempts are judged one after the other.
                while !rest.isEmpty {
                    var accounts: Set<Identifier<Account>> = []
                    let round = rest.filter { accounts.insert($0.element.account).inserted }
                    try judgement.judge(round, on: connection)
                    if round.count == rest.count { break }
                    let judged = Set(round.map(\.offset))
                    rest.removeAll { judged.contains($0.offset) }
                }
                try recorder.append(judgement.entries, on: connection)
                return judgement.verdicts
            }
        }
    }

    package func judge(
        _ attempt: SignIn.CodeAttempt
    ) async throws(StoreError) -> SignIn.CodeVerdict {
        try await waiting.submit(attempt)
    }
}

/// The verdicts on a group of attempts, and what is to be recorded.
private struct Judgement {
    private(set) var verdicts: [SignIn.CodeVerdict]
    private(set) var entries: [Audit.Entry] = []

    init(of count: Int) {
        verdicts = Array(repeating: .wrong, count: count)
    }

    /// Judges attempts of different people.
    mutating func judge(
        _ attempts: [(offset: Int, element: SignIn.CodeAttempt)], on connection: any SQLConnection
    ) throws(StoreError) {
        guard let now = attempts.map(\.element.now).max() else { return }
        var states = try ThrottleRows.states(
            of: attempts.flatMap(\.element.limits), at: now, on: connection)
        var open: [(offset: Int, element: SignIn.CodeAttempt)] = []
        for attempt in attempts {
            if let refusal = states.refusal(attempt.element.limits, now: attempt.element.now) {
                verdicts[attempt.offset] = refusal
            } else {
                open.append(attempt)
            }
        }
        let spent = try Self.spend(open.map(\.element), on: connection)
        var raised: [SignIn.ThrottleKey: ThrottleState] = [:]
        var forgotten: [SignIn.ThrottleKey] = []
        for (offset, attempt) in open {
            if let match = attempt.match, spent.contains(match.device) {
                verdicts[offset] = .accepted
                entries.append(match.accepted)
                forgotten += attempt.limits.map(\.key).filter { states[$0] != nil }
                continue
            }
            verdicts[offset] = attempt.match == nil ? .wrong : .alreadyUsed
            if let told = attempt.told, attempt.match == nil {
                try connection.enqueue(
                    "UPDATE devices SET told_step = $2 WHERE id = $1",
                    [.id(told.device), .integer(Int64(clamping: told.step))])
            }
            var until = attempt.now
            for limit in attempt.limits {
                var state = states.removeValue(forKey: limit.key) ?? ThrottleState()
                state.raise(limit.rule, now: attempt.now)
                raised[limit.key] = state
                until = max(until, state.blockedUntil)
            }
            entries.append((attempt.match?.refused ?? attempt.refused).blocking(until, at: attempt.now))
        }
        try ThrottleRows.write(raised, now: now, on: connection)
        try ThrottleRows.remove(forgotten, on: connection)
    }

    /// Spends the steps that were matched.
    ///
    /// - Returns: the devices whose step is spent by this call.
    private static func spend(
        _ attempts: [SignIn.CodeAttempt], on connection: any SQLConnection
    ) throws(StoreError) -> Set<Identifier<Device>> {
        var rows: [[SQLValue]] = []
        for attempt in attempts {
            guard let match = attempt.match else { continue }
            rows.append([
                .id(match.device), .integer(Int64(clamping: match.step)), .instant(attempt.now),
                .integer(Int64(match.drift)),
            ])
        }
        var spent: Set<Identifier<Device>> = []
        for row in try update.query(rows, on: connection) {
            var reader = RowReader(row)
            spent.insert(try reader.identifier())
        }
        return spent
    }

    /// Steps must grow, one that was told to be still to come never passes, and only an active device has any.
    private static let update = MultiRowStatement(
        "WITH typed (id, step, at, drift) AS (VALUES", columns: 4,
        """
        ) UPDATE devices SET last_step = typed.step, last_used_at = typed.at, drift = typed.drift
        FROM typed
        WHERE devices.id = typed.id AND devices.state = 'active'
            AND (devices.last_step IS NULL OR devices.last_step < typed.step)
            AND (devices.told_step IS NULL OR devices.told_step <> typed.step)
        RETURNING devices.id
        """)
}
