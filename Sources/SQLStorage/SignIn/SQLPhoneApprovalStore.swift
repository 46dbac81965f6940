import AuthDomain

/// Requests of new phones in SQL.
package struct SQLPhoneApprovalStore: PhoneApprovalStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    private static let columns = """
        id, account_id, sign_in_id, thumbprint, model, address, number, choices, state, \
        decided_by, created_at, expires_at
        """

    package func ask(
        _ approval: PhoneApproval, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let asking = try connection.query(
                """
                SELECT id FROM pending_sign_ins
                WHERE id = $1 AND account_id = $2 AND expires_at > $3
                    AND EXISTS (SELECT 1 FROM devices
                        WHERE account_id = $2 AND state = 'active' AND kind = 'phone')
                """,
                [.id(approval.signIn), .id(approval.account), .instant(approval.createdAt)])
            guard !asking.isEmpty else { return false }
            try connection.execute(
                """
                UPDATE phone_approvals SET state = 'replaced'
                WHERE account_id = $1 AND state = 'waiting'
                """, [.id(approval.account)])
            try connection.execute(
                """
                INSERT INTO phone_approvals (\(Self.columns))
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                """, Self.values(approval))
            try recorder.write(record, on: connection)
            return true
        }
    }

    package func newest(
        by signIn: Identifier<PendingSignIn>
    ) async throws(StoreError) -> PhoneApproval? {
        try await newest("sign_in_id = $1", .id(signIn))
    }

    package func newest(
        of account: Identifier<Account>
    ) async throws(StoreError) -> PhoneApproval? {
        try await newest("account_id = $1", .id(account))
    }

    private func newest(
        _ condition: String, _ value: SQLValue
    ) async throws(StoreError) -> PhoneApproval? {
        try await engine.read { connection throws(StoreError) in
            // The open one first: two may be of one millisecond.
            let rows = try connection.query(
                """
                SELECT \(Self.columns) FROM phone_approvals WHERE \(condition)
                ORDER BY created_at DESC, CASE WHEN state = 'replaced' THEN 1 ELSE 0 END, id
                LIMIT 1
                """, [value])
            guard let row = rows.first else { return nil }
            return try Self.approval(row)
        }
    }

    package func decide(
        _ approval: PhoneApproval, as state: PhoneApproval.State, by device: Identifier<Device>,
        until expiry: Instant, now: Instant, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let decided = try connection.execute(
                """
                UPDATE phone_approvals SET state = $2, decided_by = $3, expires_at = $4
                WHERE id = $1 AND state = 'waiting' AND expires_at > $5
                    AND EXISTS (SELECT 1 FROM devices
                        WHERE devices.id = $3 AND devices.state = 'active'
                            AND devices.account_id = phone_approvals.account_id)
                """,
                [
                    .id(approval.id), .text(state.rawValue), .id(device), .instant(expiry),
                    .instant(now),
                ])
            guard decided == 1 else { return false }
            if state == .refused {
                // Over, and still there: who asks with it is told why.
                try connection.execute(
                    "UPDATE pending_sign_ins SET expires_at = $2 WHERE id = $1",
                    [.id(approval.signIn), .instant(now)])
            }
            try recorder.write(record, on: connection)
            return true
        }
    }

    package func spend(
        _ id: Identifier<PhoneApproval>, now: Instant
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            try connection.execute(
                """
                UPDATE phone_approvals SET state = 'used'
                WHERE id = $1 AND state = 'approved' AND expires_at > $2 AND EXISTS (
                    SELECT 1 FROM devices
                    WHERE devices.id = phone_approvals.decided_by AND devices.state = 'active')
                """, [.id(id), .instant(now)]) == 1
        }
    }

    private static func values(_ approval: PhoneApproval) -> [SQLValue] {
        [
            .id(approval.id), .id(approval.account), .id(approval.signIn),
            .text(approval.thumbprint), .text(approval.model), .text(approval.address),
            .integer(Int64(approval.number)),
            .text(approval.choices.map(String.init).joined(separator: " ")),
            .text(approval.storedState.rawValue), .optionalID(approval.decidedBy),
            .instant(approval.createdAt), .instant(approval.expiresAt),
        ]
    }

    private static func approval(_ row: SQLRow) throws(StoreError) -> PhoneApproval {
        var reader = RowReader(row)
        return PhoneApproval(
            id: try reader.identifier(), account: try reader.identifier(),
            signIn: try reader.identifier(), thumbprint: try reader.text(),
            model: try reader.text(), address: try reader.text(),
            number: Int(clamping: try reader.integer()),
            choices: try reader.text().split(separator: " ").compactMap { Int($0) },
            storedState: try reader.choice(), decidedBy: try reader.optionalIdentifier(),
            createdAt: try reader.instant(), expiresAt: try reader.instant())
    }
}
