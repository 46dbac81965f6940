import AuthDomain

/// The outbox in SQL. Messages enter it through the changes that cause them.
package struct SQLOutboxStore: OutboxStore {
    let engine: any SQLEngine
    let sealer: any Sealing
    let recorder: SQLRecorder

    /// Works through `engine`; `sealer` opens what messages say.
    package init(engine: any SQLEngine, sealer: any Sealing, digest: any Digesting) {
        self.engine = engine
        self.sealer = sealer
        recorder = SQLRecorder(digest: digest)
    }

    package func newest(limit: Int) async throws(StoreError) -> [Delivery.Message] {
        let rows = try await engine.read { connection throws(StoreError) in
            try OutboxRow.select(
                "WHERE content IS NOT NULL ORDER BY created_at DESC, kind DESC, id LIMIT $1",
                [.integer(Int64(limit))], on: connection)
        }
        return rows.compactMap { $0.message(opening: sealer) }
    }

    package func put(_ record: Record) async throws(StoreError) {
        let recorder = recorder
        try await engine.write { connection throws(StoreError) in
            try recorder.write(record, on: connection)
        }
    }

    package func changes() -> any ChangeSignal {
        engine.announcements.listen(to: Delivery.topic)
    }
}

/// A row of the outbox.
struct OutboxRow: Sendable {
    let id: Identifier<Delivery.Message>
    let account: Identifier<Account>
    let kind: Delivery.Kind
    let event: String
    let channel: Delivery.Channel
    let recipient: String
    let country: String?
    let sealed: [UInt8]?
    let attempts: Int
    let createdAt: Instant
    let expiresAt: Instant
    /// Whether it counts for the limits already.
    let isCounted: Bool
    let endedAt: Instant?
    let outcome: String?

    private static let columns = """
        id, account_id, kind, event, channel, recipient, country, content, attempts, created_at,
        expires_at, counted_at, ended_at, outcome
        """

    /// The rows of a condition with its order and limit.
    static func select(
        _ condition: String, _ values: [SQLValue], on connection: any SQLConnection
    ) throws(StoreError) -> [OutboxRow] {
        try read(connection.query("SELECT \(columns) FROM outbox \(condition)", values))
    }

    /// The rows that an `UPDATE outbox …` has changed, as they are after it.
    static func update(
        _ change: String, _ values: [SQLValue], on connection: any SQLConnection
    ) throws(StoreError) -> [OutboxRow] {
        try read(connection.query("UPDATE outbox \(change) RETURNING \(columns)", values))
    }

    private static func read(_ rows: [SQLRow]) throws(StoreError) -> [OutboxRow] {
        var found: [OutboxRow] = []
        for row in rows {
            var reader = RowReader(row)
            found.append(
                OutboxRow(
                    id: try reader.identifier(), account: try reader.identifier(),
                    kind: try reader.choice(), event: try reader.text(), channel: try reader.choice(),
                    recipient: try reader.text(), country: try reader.optionalText(),
                    sealed: try reader.optionalBytes(), attempts: Int(try reader.integer()),
                    createdAt: try reader.instant(), expiresAt: try reader.instant(),
                    isCounted: try reader.optionalInstant() != nil,
                    endedAt: try reader.optionalInstant(), outcome: try reader.optionalText()))
        }
        return found
    }

    /// The message; `nil` when it was wiped, or sealed under a key that this server does not have.
    func message(opening sealer: any Sealing) -> Delivery.Message? {
        guard let sealed,
            let content = try? Delivery.Content(opening: sealed, of: id, by: sealer)
        else { return nil }
        return Delivery.Message(
            id: id, account: account, kind: kind, event: event, channel: channel,
            recipient: recipient, content: content, sealed: sealed, createdAt: createdAt,
            expiresAt: expiresAt)
    }

    /// The row as a dead message, for `trouble` if it says nothing itself.
    func dead(_ trouble: Delivery.Trouble? = nil, at now: Instant) -> Delivery.DeadMessage {
        Delivery.DeadMessage(
            id: id, account: account, kind: kind, event: event, channel: channel,
            recipient: recipient, attempts: attempts, trouble: trouble ?? Delivery.Trouble(outcome ?? ""),
            createdAt: createdAt, endedAt: endedAt ?? now, canRetry: kind == .notice && sealed != nil)
    }
}
