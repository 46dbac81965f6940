import AuthDomain

/// Writes audit entries and messages inside a change's own transaction.
struct SQLRecorder: Sendable {
    let digest: any Digesting

    /// Appends the record's entry to its chain and puts its messages into the outbox.
    func write(_ record: Record?, on connection: any SQLConnection) throws(StoreError) {
        guard let record else { return }
        try append(record.entry, on: connection)
        for message in record.messages { try enqueue(message, on: connection) }
    }

    /// Appends `entry` to its chain and moves the chain's head.
    func append(_ entry: Audit.Entry, on connection: any SQLConnection) throws(StoreError) {
        let chain = Audit.chain(of: entry)
        let head = try connection.query(
            "SELECT sequence, hash FROM audit_heads WHERE chain = $1", [.text(chain)])
        var sequence: Int64 = 0
        var hash = Audit.genesisHash
        if let row = head.first {
            var reader = RowReader(row)
            sequence = try reader.integer()
            hash = try reader.bytes()
        }
        let linked = Audit.link(entry, after: sequence, lastHash: hash, digest: digest)
        let fields = linked.fields
        try connection.execute(
            """
            INSERT INTO audit_entries (chain, sequence, at, actor, action, subject, details,
                address, user_agent, reference, previous_hash, hash)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            [
                .text(chain), .integer(linked.sequence), .instant(fields.at),
                .text(fields.actor), .text(fields.action), .text(fields.subject),
                .text(fields.details), .text(fields.address), .text(fields.userAgent),
                .text(fields.reference), .bytes(linked.previousHash), .bytes(linked.hash),
            ])
        try connection.execute(
            """
            INSERT INTO audit_heads (chain, sequence, hash) VALUES ($1, $2, $3)
            ON CONFLICT (chain) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash
            """,
            [.text(chain), .integer(linked.sequence), .bytes(linked.hash)])
    }

    private func enqueue(
        _ message: Delivery.Message, on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.execute(
            """
            INSERT INTO outbox (id, account_id, channel, recipient, subject, body, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                .id(message.id), .id(message.account), .text(message.channel.rawValue),
                .text(message.recipient), .text(message.subject), .text(message.body),
                .instant(message.createdAt),
            ])
    }
}
