import AuthDomain

/// Writes audit entries and messages inside a change's own transaction.
struct SQLRecorder: Sendable {
    let digest: any Digesting

    /// Appends the record's entry to its chain and puts its messages into the outbox.
    func write(_ record: Record?, on connection: any SQLConnection) throws(StoreError) {
        guard let record else { return }
        try write([record], on: connection)
    }

    /// Appends the entries of `records` to their chains and puts their messages into the outbox.
    func write(_ records: [Record], on connection: any SQLConnection) throws(StoreError) {
        try append(records.map(\.entry), on: connection)
        for record in records {
            for message in record.messages { try enqueue(message, on: connection) }
            for repudiation in record.repudiations { try enqueue(repudiation, on: connection) }
        }
    }

    /// Appends `entry` to its chain and moves the chain's head.
    func append(_ entry: Audit.Entry, on connection: any SQLConnection) throws(StoreError) {
        try append([entry], on: connection)
    }

    /// Appends `entries`, which may belong to one chain or to many, in their order, and moves the heads.
    ///
    /// Takes three statements for up to ``MultiRowStatement/mostRows`` entries, however many chains.
    func append(_ entries: [Audit.Entry], on connection: any SQLConnection) throws(StoreError) {
        var heads = try heads(of: entries.map { Audit.chain(of: $0) }, on: connection)
        var rows: [[SQLValue]] = []
        rows.reserveCapacity(entries.count)
        for entry in entries {
            let chain = Audit.chain(of: entry)
            let last = heads[chain]
            let linked = Audit.link(
                entry, after: last?.sequence ?? 0, lastHash: last?.hash ?? Audit.genesisHash,
                digest: digest)
            heads[chain] = Audit.Head(chain: chain, sequence: linked.sequence, hash: linked.hash)
            rows.append(Self.values(of: linked))
        }
        try Self.insertEntries.enqueue(rows, on: connection)
        // In one order everywhere, so that two transactions do not wait for each other's heads.
        let moved = heads.values.sorted { $0.chain < $1.chain }.map { head in
            [SQLValue.text(head.chain), .integer(head.sequence), .bytes(head.hash)]
        }
        try Self.moveHeads.enqueue(moved, on: connection)
        for account in Set(entries.filter(\.action.isShownToItsPerson).compactMap(\.account)) {
            try connection.announce(Self.topic(account))
        }
    }

    /// Where changes of what `account` is shown are announced.
    static func topic(_ account: Identifier<Account>) -> String {
        "events/\(account.text)"
    }

    /// The present ends of `chains`; none for a chain that has not begun.
    private func heads(
        of chains: [String], on connection: any SQLConnection
    ) throws(StoreError) -> [String: Audit.Head] {
        let distinct = chains.count == 1 ? chains : Array(Set(chains))
        var heads: [String: Audit.Head] = [:]
        for row in try Self.selectHeads.query(distinct.map { [.text($0)] }, on: connection) {
            var reader = RowReader(row)
            let chain = try reader.text()
            heads[chain] = Audit.Head(
                chain: chain, sequence: try reader.integer(), hash: try reader.bytes())
        }
        return heads
    }

    private static func values(of entry: Audit.ChainedEntry) -> [SQLValue] {
        let fields = entry.fields
        return [
            .text(entry.chain), .integer(entry.sequence), .instant(fields.at),
            .text(fields.actor), .text(fields.action), .text(fields.subject),
            .text(fields.details), .text(fields.address), .text(fields.userAgent),
            .text(fields.reference), .bytes(entry.previousHash), .bytes(entry.hash),
        ]
    }

    private static let selectHeads = MultiRowStatement(
        "SELECT chain, sequence, hash FROM audit_heads WHERE chain IN (", columns: 1, ")")

    private static let insertEntries = MultiRowStatement(
        """
        INSERT INTO audit_entries (chain, sequence, at, actor, action, subject, details,
            address, user_agent, reference, previous_hash, hash) VALUES
        """, columns: 12)

    private static let moveHeads = MultiRowStatement(
        "INSERT INTO audit_heads (chain, sequence, hash) VALUES", columns: 3,
        "ON CONFLICT (chain) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash")

    private func enqueue(
        _ repudiation: Repudiation, on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.enqueue(
            """
            INSERT INTO repudiations (token_hash, account_id, event, subject, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [
                .bytes(repudiation.tokenHash), .id(repudiation.account), .text(repudiation.event),
                .optionalText(repudiation.subject), .instant(repudiation.createdAt),
                .instant(repudiation.expiresAt),
            ])
    }

    private func enqueue(
        _ message: Delivery.Message, on connection: any SQLConnection
    ) throws(StoreError) {
        guard let sealed = message.sealed else {
            throw .unavailable(reason: "a message could not be sealed")
        }
        try connection.enqueue(
            """
            INSERT INTO outbox (id, account_id, kind, event, channel, recipient, country, content,
                created_at, due_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)
            """,
            [
                .id(message.id), .id(message.account), .text(message.kind.rawValue),
                .text(message.event), .text(message.channel.rawValue), .text(message.recipient),
                .optionalText(message.channel == .sms ? Delivery.countryCode(of: message.recipient) : nil),
                .bytes(sealed), .instant(message.createdAt), .instant(message.expiresAt),
            ])
        try connection.announce(Delivery.topic)
    }
}
