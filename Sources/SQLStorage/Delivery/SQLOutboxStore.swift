import AuthDomain

/// The outbox in SQL. Messages enter it through the changes that cause them.
package struct SQLOutboxStore: OutboxStore {
    private let engine: any SQLEngine

    /// Reads through `engine`.
    package init(engine: any SQLEngine) {
        self.engine = engine
    }

    package func newest(limit: Int) async throws(StoreError) -> [Delivery.Message] {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT id, account_id, channel, recipient, subject, body, created_at
                FROM outbox ORDER BY created_at DESC, id LIMIT $1
                """, [.integer(Int64(limit))])
            var messages: [Delivery.Message] = []
            for row in rows {
                var reader = RowReader(row)
                messages.append(
                    Delivery.Message(
                        id: try reader.identifier(), account: try reader.identifier(),
                        channel: try reader.choice(), recipient: try reader.text(),
                        subject: try reader.text(), body: try reader.text(),
                        createdAt: try reader.instant()))
            }
            return messages
        }
    }
}
