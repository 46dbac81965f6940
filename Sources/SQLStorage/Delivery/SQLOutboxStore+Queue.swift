import AuthDomain

extension SQLOutboxStore: OutboxQueue {
    package func claim(
        _ claim: Delivery.Claim, at now: Instant,
        recording: @escaping @Sendable (Delivery.DeadMessage) -> Record
    ) async throws(StoreError) -> [Delivery.ClaimedMessage] {
        let recorder = recorder
        let rows = try await engine.write { connection throws(StoreError) in
            try Self.expire(at: now, on: connection)
            let due = try Self.due(claim, at: now, on: connection)
            var claimed: [OutboxRow] = []
            for row in due {
                if !row.isCounted,
                    let trouble = try Self.refusal(of: row, by: claim.limits, at: now, on: connection)
                {
                    let ended = try Self.end(row.id, trouble, at: now, on: connection)
                    for row in ended { try recorder.write(recording(row.dead(at: now)), on: connection) }
                } else {
                    claimed += try Self.take(row.id, for: claim, at: now, on: connection)
                }
            }
            return claimed
        }
        return rows.compactMap { row in
            row.message(opening: sealer).map { Delivery.ClaimedMessage($0, attempt: row.attempts) }
        }
    }

    package func settle(
        _ id: Identifier<Delivery.Message>, as settlement: Delivery.Settlement, by worker: String,
        at now: Instant, recording record: Record?
    ) async throws(StoreError) -> Bool {
        let recorder = recorder
        return try await engine.write { connection throws(StoreError) in
            let won = try Self.settle(id, as: settlement, by: worker, at: now, on: connection)
            if won { try recorder.write(record, on: connection) }
            return won
        }
    }

    package func nextDue(on channels: Set<Delivery.Channel>) async throws(StoreError) -> Instant? {
        guard !channels.isEmpty else { return nil }
        return try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT MIN(CASE WHEN claimed_until > due_at THEN claimed_until ELSE due_at END)
                FROM outbox WHERE state = 'waiting' AND channel IN ($1, $2)
                """, Self.pair(channels))
            guard let row = rows.first else { return nil }
            var reader = RowReader(row)
            return try reader.optionalInstant()
        }
    }

    package func sweep(at now: Instant, removing oldest: Instant) async throws(StoreError) {
        try await engine.write { connection throws(StoreError) in
            try Self.expire(at: now, on: connection)
            try connection.execute(
                "UPDATE outbox SET content = NULL WHERE state = 'dead' AND ended_at < $1 AND content IS NOT NULL",
                [.instant(now - Self.retryLife)])
            try Self.remove(before: oldest, on: connection)
        }
    }

    package func forget(before oldest: Instant) async throws(StoreError) {
        try await engine.write { connection throws(StoreError) in
            try Self.remove(before: oldest, on: connection)
        }
    }

    private static func remove(
        before oldest: Instant, on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.execute("DELETE FROM outbox WHERE created_at < $1", [.instant(oldest)])
    }

    /// How long a dead notice keeps its content, so that an operator can send it again.
    private static let retryLife = Duration.days(7)
    private static let day = Duration.days(1)

    private static func expire(at now: Instant, on connection: any SQLConnection) throws(StoreError) {
        try connection.execute(
            """
            UPDATE outbox SET state = 'expired', content = NULL, ended_at = $1
            WHERE state = 'waiting' AND expires_at <= $1 AND claimed_until <= $1
            """, [.instant(now)])
    }

    /// PINs first: they are of no use later.
    private static func due(
        _ claim: Delivery.Claim, at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) -> [OutboxRow] {
        guard !claim.channels.isEmpty else { return [] }
        return try OutboxRow.select(
            """
            WHERE state = 'waiting' AND channel IN ($1, $2) AND due_at <= $3 AND claimed_until <= $3
            ORDER BY kind DESC, due_at, id LIMIT $4
            """,
            pair(claim.channels) + [.instant(now), .integer(Int64(claim.count))], on: connection)
    }

    private static func take(
        _ id: Identifier<Delivery.Message>, for claim: Delivery.Claim, at now: Instant,
        on connection: any SQLConnection
    ) throws(StoreError) -> [OutboxRow] {
        try OutboxRow.update(
            """
            SET claimed_by = $2, claimed_until = $3, attempts = attempts + 1,
                counted_at = COALESCE(counted_at, $4)
            WHERE id = $1 AND state = 'waiting' AND claimed_until <= $4
            """,
            [.id(id), .text(claim.worker), .instant(now + claim.lease), .instant(now)], on: connection)
    }

    private static func refusal(
        of row: OutboxRow, by limits: Delivery.Limits, at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) -> Delivery.Trouble? {
        let since = SQLValue.instant(now - day)
        var counts = Delivery.Limits.Counts(
            toRecipient: try count(
                "recipient = $1 AND counted_at > $2", [.text(row.recipient), since], on: connection),
            forAccount: try count(
                "account_id = $1 AND counted_at > $2", [.id(row.account), since], on: connection))
        if row.channel == .sms {
            counts.onChannel = try count("channel = 'sms' AND counted_at > $1", [since], on: connection)
            counts.toCountry = try count(
                "channel = 'sms' AND country = $1 AND counted_at > $2",
                [.text(row.country ?? ""), since], on: connection)
        }
        return limits.refusal(on: row.channel, to: row.recipient, after: counts)
    }

    private static func count(
        _ condition: String, _ values: [SQLValue], on connection: any SQLConnection
    ) throws(StoreError) -> Int {
        let rows = try connection.query("SELECT count(*) FROM outbox WHERE \(condition)", values)
        guard let row = rows.first else { return 0 }
        var reader = RowReader(row)
        return Int(try reader.integer())
    }

    /// Ends a waiting message as dead; a notice keeps what it says, a PIN does not.
    private static func end(
        _ id: Identifier<Delivery.Message>, _ trouble: Delivery.Trouble, at now: Instant,
        on connection: any SQLConnection
    ) throws(StoreError) -> [OutboxRow] {
        try OutboxRow.update(
            """
            SET state = 'dead', ended_at = $2, outcome = $3, claimed_until = 0,
                content = CASE WHEN kind = 'pin' THEN NULL ELSE content END
            WHERE id = $1 AND state = 'waiting'
            """, [.id(id), .instant(now), .text(trouble.description)], on: connection)
    }

    private static func settle(
        _ id: Identifier<Delivery.Message>, as settlement: Delivery.Settlement, by worker: String,
        at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) -> Bool {
        let mine = "WHERE id = $1 AND state = 'waiting' AND claimed_by = $2"
        switch settlement {
        case .sent(let channel):
            return try connection.execute(
                """
                UPDATE outbox SET state = 'sent', content = NULL, ended_at = $2, outcome = $3,
                    claimed_until = 0
                WHERE id = $1 AND state = 'waiting'
                """, [.id(id), .instant(now), .text(channel)]) == 1
        case .retry(let next, let trouble):
            return try connection.execute(
                "UPDATE outbox SET due_at = $3, outcome = $4, claimed_until = 0 \(mine)",
                [.id(id), .text(worker), .instant(next), .text(trouble.description)]) == 1
        case .expired(let trouble):
            return try connection.execute(
                """
                UPDATE outbox SET state = 'expired', content = NULL, ended_at = $3, outcome = $4,
                    claimed_until = 0 \(mine)
                """, [.id(id), .text(worker), .instant(now), .text(trouble.description)]) == 1
        case .dead(let trouble):
            let rows = try connection.query(
                "SELECT 1 FROM outbox \(mine)", [.id(id), .text(worker)])
            return rows.isEmpty ? false : try !end(id, trouble, at: now, on: connection).isEmpty
        }
    }

    /// One or two channels as two parameters.
    private static func pair(_ channels: Set<Delivery.Channel>) -> [SQLValue] {
        let names = channels.map { SQLValue.text($0.rawValue) }
        return [names.first ?? .null, names.last ?? .null]
    }
}
