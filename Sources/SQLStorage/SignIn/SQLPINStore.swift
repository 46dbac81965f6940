import AuthDomain

/// One-time PINs in SQL.
package struct SQLPINStore: PINStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func store(
        _ pin: SignIn.StoredPIN, within limits: SignIn.PINLimits, recording record: Record
    ) async throws(StoreError) -> SignIn.PINStorage {
        try await engine.write { connection throws(StoreError) in
            let last = try Self.latest(pin.binding, on: connection)
            if let last, last.nextAt > pin.createdAt {
                return .limited(until: last.nextAt)
            }
            let sends = try Self.sends(like: pin, since: pin.createdAt - limits.longSpan, on: connection)
            if let until = Self.refusal(of: sends, within: limits, now: pin.createdAt) {
                return .limited(until: until)
            }
            // The next one may come after the pause, and not before the limits allow a further one.
            let later = sends.map { [pin.createdAt] + $0 }
            let nextAt = max(
                pin.nextAt, Self.refusal(of: later, within: limits, now: pin.createdAt) ?? pin.nextAt)
            try connection.execute(
                """
                UPDATE one_time_pins SET state = 'replaced', verifier = NULL
                WHERE purpose = $1 AND binding = $2 AND state = 'open'
                """, [.text(pin.binding.purpose.rawValue), .bytes(pin.binding.owner)])
            try Self.insert(pin, nextAt: nextAt, on: connection)
            try recorder.write(record, on: connection)
            return .stored(nextAt: nextAt)
        }
    }

    package func latest(
        _ binding: SignIn.PINBinding
    ) async throws(StoreError) -> SignIn.StoredPIN? {
        try await engine.read { connection throws(StoreError) in
            try Self.latest(binding, on: connection)
        }
    }

    package func judge(
        _ id: Identifier<SignIn.StoredPIN>, _ code: SignIn.ComparedCode
    ) async throws(StoreError) -> SignIn.PINVerdict {
        try await engine.write { connection throws(StoreError) in
            guard
                let pin = try Self.pins(where: "id = $1", [.id(id)], on: connection).first
            else { return .expired }
            guard pin.state == .open else { return .ended(pin.state) }
            guard code.now < pin.expiresAt else { return .expired }
            let verdict = try CodeJudge(recorder: recorder).judge(code, on: connection) { () throws(StoreError) in
                try connection.execute(
                    "UPDATE one_time_pins SET state = 'used', verifier = NULL WHERE id = $1 AND state = 'open'",
                    [.id(id)]) == 1
            }
            switch verdict {
            case .accepted: return .accepted
            case .alreadyUsed: return .ended(.used)
            case .blocked(let until): return .blocked(until: until)
            case .disabled: return .disabled
            case .wrong: break
            }
            try connection.execute(
                """
                UPDATE one_time_pins SET tries_left = tries_left - 1,
                    state = CASE WHEN tries_left > 1 THEN state ELSE 'exhausted' END,
                    verifier = CASE WHEN tries_left > 1 THEN verifier ELSE NULL END
                WHERE id = $1
                """, [.id(id)])
            return .wrong(triesLeft: max(0, pin.triesLeft - 1))
        }
    }

    /// The moments, newest first, of the sends that count against `pin`: those of its account, and
    /// those to its recipient for its purpose.
    private static func sends(
        like pin: SignIn.StoredPIN, since start: Instant, on connection: any SQLConnection
    ) throws(StoreError) -> [[Instant]] {
        let ofAccount = try instants(
            """
            SELECT created_at FROM one_time_pins WHERE account_id = $1 AND created_at > $2
            ORDER BY created_at DESC LIMIT 100
            """, [.id(pin.account), .instant(start)], on: connection)
        guard !pin.recipient.isEmpty else { return [ofAccount] }
        let toRecipient = try instants(
            """
            SELECT created_at FROM one_time_pins
            WHERE recipient = $1 AND purpose = $2 AND created_at > $3
            ORDER BY created_at DESC LIMIT 100
            """,
            [.text(pin.recipient), .text(pin.binding.purpose.rawValue), .instant(start)], on: connection)
        return [ofAccount, toRecipient]
    }

    /// Until when the limits refuse one more beside `sends`; `nil`: they allow it.
    private static func refusal(
        of sends: [[Instant]], within limits: SignIn.PINLimits, now: Instant
    ) -> Instant? {
        var until: Instant?
        for moments in sends {
            for (most, span) in [
                (limits.sendsPerShortSpan, limits.shortSpan), (limits.sendsPerLongSpan, limits.longSpan),
            ] {
                let counted = moments.filter { $0 > now - span }
                // The oldest of the last `most` must have left the span.
                guard counted.count >= most, most > 0 else { continue }
                let end = counted[most - 1] + span
                until = max(until ?? end, end)
            }
        }
        return until
    }

    private static func instants(
        _ sql: String, _ values: [SQLValue], on connection: any SQLConnection
    ) throws(StoreError) -> [Instant] {
        var instants: [Instant] = []
        for row in try connection.query(sql, values) {
            var reader = RowReader(row)
            instants.append(try reader.instant())
        }
        return instants
    }

    private static func latest(
        _ binding: SignIn.PINBinding, on connection: any SQLConnection
    ) throws(StoreError) -> SignIn.StoredPIN? {
        try pins(
            where: """
                purpose = $1 AND binding = $2
                ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, created_at DESC, id LIMIT 1
                """,
            [.text(binding.purpose.rawValue), .bytes(binding.owner)], on: connection
        ).first
    }

    private static func pins(
        where condition: String, _ values: [SQLValue], on connection: any SQLConnection
    ) throws(StoreError) -> [SignIn.StoredPIN] {
        var pins: [SignIn.StoredPIN] = []
        let rows = try connection.query(
            """
            SELECT id, account_id, purpose, binding, channel, recipient, verifier, state, tries_left,
                created_at, expires_at, next_at
            FROM one_time_pins WHERE \(condition)
            """, values)
        for row in rows {
            var reader = RowReader(row)
            pins.append(
                SignIn.StoredPIN(
                    id: try reader.identifier(), account: try reader.identifier(),
                    binding: SignIn.PINBinding(purpose: try reader.choice(), owner: try reader.bytes()),
                    channel: try reader.choice(), recipient: try reader.text(),
                    sealedVerifier: try reader.optionalBytes(), state: try reader.choice(),
                    triesLeft: Int(clamping: try reader.integer()), createdAt: try reader.instant(),
                    expiresAt: try reader.instant(), nextAt: try reader.instant()))
        }
        return pins
    }

    private static func insert(
        _ pin: SignIn.StoredPIN, nextAt: Instant, on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.execute(
            """
            INSERT INTO one_time_pins (id, account_id, purpose, binding, channel, recipient, verifier,
                state, tries_left, created_at, expires_at, next_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            [
                .id(pin.id), .id(pin.account), .text(pin.binding.purpose.rawValue),
                .bytes(pin.binding.owner), .text(pin.channel.rawValue), .text(pin.recipient),
                pin.sealedVerifier.map { .bytes($0) } ?? .null, .text(pin.state.rawValue),
                .integer(Int64(pin.triesLeft)), .instant(pin.createdAt), .instant(pin.expiresAt),
                .instant(nextAt),
            ])
    }
}
