import AuthDomain

/// Recovery codes in SQL.
package struct SQLRecoveryCodeStore: RecoveryCodeStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func usable(
        of account: Identifier<Account>
    ) async throws(StoreError) -> [Recovery.StoredCode] {
        try await engine.read { connection throws(StoreError) in
            var codes: [Recovery.StoredCode] = []
            let rows = try connection.query(
                """
                SELECT id, verifier FROM recovery_codes
                WHERE account_id = $1 AND spent_at IS NULL ORDER BY id LIMIT \(Recovery.CodeCount.issued)
                """, [.id(account)])
            for row in rows {
                var reader = RowReader(row)
                codes.append(
                    Recovery.StoredCode(
                        id: try reader.identifier(), sealedVerifier: try reader.bytes()))
            }
            return codes
        }
    }

    package func replace(
        of account: Identifier<Account>, by codes: [Recovery.StoredCode], recording record: Record
    ) async throws(StoreError) -> Instant? {
        let now = record.entry.at
        return try await engine.write { connection throws(StoreError) in
            if let until = try AccountFreeze.end(of: account, at: now, on: connection) { return until }
            try RecoveryCodeRows.wipe(of: account, on: connection)
            let rows = codes.map { code in
                [SQLValue.id(code.id), .id(account), .bytes(code.sealedVerifier), .instant(now)]
            }
            _ = try Self.insertion.execute(rows, on: connection)
            try recorder.write(record, on: connection)
            return nil
        }
    }

    private static let insertion = MultiRowStatement(
        "INSERT INTO recovery_codes (id, account_id, verifier, created_at) VALUES", columns: 4)

    package func judge(
        _ attempt: Recovery.CodeAttempt
    ) async throws(StoreError) -> Recovery.CodeJudgement {
        try await engine.write { connection throws(StoreError) in
            let present = try RecoveryCodeRows.count(of: attempt.account, on: connection)
            guard present == attempt.present else { return .changed }
            let verdict = try CodeJudge(recorder: recorder).judge(attempt.code, on: connection) {
                () throws(StoreError) in
                guard let match = attempt.match else { return false }
                return try connection.execute(
                    """
                    UPDATE recovery_codes SET spent_at = $3, verifier = NULL
                    WHERE id = $1 AND account_id = $2 AND spent_at IS NULL
                    """, [.id(match), .id(attempt.account), .instant(attempt.code.now)]) == 1
            }
            return .judged(verdict)
        }
    }
}

/// Rows of `recovery_codes`.
enum RecoveryCodeRows {
    /// How many codes of `account` can still be used.
    static func count(
        of account: Identifier<Account>, on connection: any SQLConnection
    ) throws(StoreError) -> Int {
        let rows = try connection.query(
            "SELECT COUNT(*) FROM recovery_codes WHERE account_id = $1 AND spent_at IS NULL",
            [.id(account)])
        guard let row = rows.first else { return 0 }
        var reader = RowReader(row)
        return Int(clamping: try reader.integer())
    }

    /// Removes all codes of `account`, also those that were spent; the audit log still knows of them.
    static func wipe(
        of account: Identifier<Account>, on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.execute("DELETE FROM recovery_codes WHERE account_id = $1", [.id(account)])
    }
}
