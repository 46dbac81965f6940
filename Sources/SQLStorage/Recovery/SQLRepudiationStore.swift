import AuthDomain

/// "This was not me" in SQL.
package struct SQLRepudiationStore: RepudiationStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func open(
        _ tokenHash: [UInt8], at now: Instant
    ) async throws(StoreError) -> Repudiation? {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT account_id, event, subject, created_at, expires_at FROM repudiations
                WHERE token_hash = $1 AND spent_at IS NULL AND expires_at > $2
                """, [.bytes(tokenHash), .instant(now)])
            guard let row = rows.first else { return nil }
            var reader = RowReader(row)
            return Repudiation(
                tokenHash: tokenHash, account: try reader.identifier(), event: try reader.text(),
                subject: try reader.optionalText(), createdAt: try reader.instant(),
                expiresAt: try reader.instant())
        }
    }

    package func repudiate(
        _ repudiation: Repudiation, isStored: Bool, remedy: Recovery.Remedy, freezingUntil end: Instant,
        recording record: Record
    ) async throws(StoreError) -> Bool {
        let now = record.entry.at
        let account = repudiation.account
        return try await engine.write { connection throws(StoreError) in
            let won =
                isStored
                ? try Self.spend(repudiation, at: now, on: connection)
                : try Self.insertSpent(repudiation, at: now, on: connection)
            guard won else { return false }
            try AccountEnding.endAll(of: account, at: now, on: connection)
            try Self.endOtherWaysIn(of: account, at: now, on: connection)
            try Self.takeBack(remedy, of: account, at: now, on: connection)
            try AccountFreeze.freeze(account, until: end, on: connection)
            try recorder.write(record, on: connection)
            return true
        }
    }

    package func used(_ tokenHashes: [[UInt8]]) async throws(StoreError) -> Set<[UInt8]> {
        try await engine.read { connection throws(StoreError) in
            var used: Set<[UInt8]> = []
            for row in try Self.selection.query(tokenHashes.map { [.bytes($0)] }, on: connection) {
                var reader = RowReader(row)
                used.insert(try reader.bytes())
            }
            return used
        }
    }

    private static let selection = MultiRowStatement(
        "SELECT token_hash FROM repudiations WHERE spent_at IS NOT NULL AND token_hash IN (",
        columns: 1, ")")

    private static func spend(
        _ repudiation: Repudiation, at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) -> Bool {
        try connection.execute(
            """
            UPDATE repudiations SET spent_at = $3
            WHERE token_hash = $1 AND account_id = $2 AND spent_at IS NULL AND expires_at > $3
            """, [.bytes(repudiation.tokenHash), .id(repudiation.account), .instant(now)]) == 1
    }

    private static func insertSpent(
        _ repudiation: Repudiation, at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) -> Bool {
        try connection.execute(
            """
            INSERT INTO repudiations (token_hash, account_id, event, subject, created_at, expires_at, spent_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (token_hash) DO NOTHING
            """,
            [
                .bytes(repudiation.tokenHash), .id(repudiation.account), .text(repudiation.event),
                .optionalText(repudiation.subject), .instant(repudiation.createdAt),
                .instant(repudiation.expiresAt), .instant(now),
            ]) == 1
    }

    /// Ends what could let somebody in again, or add a factor: what is handed out, or under way.
    private static func endOtherWaysIn(
        of account: Identifier<Account>, at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.execute(
            """
            UPDATE one_time_pins SET state = 'replaced', verifier = NULL
            WHERE account_id = $1 AND state = 'open'
            """, [.id(account)])
        try connection.execute(
            """
            UPDATE phone_approvals SET state = 'refused'
            WHERE account_id = $1 AND state IN ('waiting', 'approved')
            """, [.id(account)])
        try connection.execute(
            "UPDATE address_changes SET state = 'cancelled' WHERE account_id = $1 AND state = 'pending'",
            [.id(account)])
        try BypassCodeRows.revokeAll(of: account, at: now, on: connection)
        try FactorResetRows.endOpen(of: account, as: .vetoed, at: now, on: connection)
        try RegistrationRows.cancelOpen(of: account, on: connection)
    }

    private static func takeBack(
        _ remedy: Recovery.Remedy, of account: Identifier<Account>, at now: Instant,
        on connection: any SQLConnection
    ) throws(StoreError) {
        switch remedy {
        case .removeDevice(let id):
            try revokeDevice("id = $3", id, of: account, at: now, on: connection)
        case .removeApprovedPhone(let id):
            let thumbprint =
                "thumbprint IN (SELECT thumbprint FROM phone_approvals WHERE id = $3 AND account_id = $1)"
            try revokeDevice(thumbprint, id, of: account, at: now, on: connection)
        case .wipeRecoveryCodes:
            try RecoveryCodeRows.wipe(of: account, on: connection)
        case .undoAddressChange(let text):
            guard let id = Identifier<Accounts.AddressChange>(text) else { return }
            _ = try AddressChangeRows.undo(id, of: account, on: connection)
        case .none:
            break
        }
    }

    private static func revokeDevice(
        _ condition: String, _ value: String, of account: Identifier<Account>, at now: Instant,
        on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.execute(
            """
            UPDATE devices SET state = 'revoked', revoked_at = $2, secret = NULL
            WHERE account_id = $1 AND state = 'active' AND \(condition)
            """, [.id(account), .instant(now), .text(value)])
        try SearchKeyRows.recountDevices(of: account, on: connection)
    }
}
