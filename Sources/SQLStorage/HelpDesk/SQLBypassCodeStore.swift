import AuthDomain

/// Bypass codes in SQL.
package struct SQLBypassCodeStore: BypassCodeStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func issue(
        _ code: HelpDesk.BypassCode, unless refusal: @escaping HelpDesk.Objection,
        recording record: Record
    ) async throws(StoreError) -> HelpDesk.Refusal? {
        try await engine.write { connection throws(StoreError) in
            if let refusal = try AccountObjection.ask(refusal, of: code.account, on: connection) {
                return refusal
            }
            try BypassCodeRows.revokeAll(of: code.account, at: code.createdAt, on: connection)
            try connection.execute(
                """
                INSERT INTO bypass_codes (id, account_id, issued_by, code_hash, uses_left, created_at,
                    expires_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                """,
                [
                    .id(code.id), .id(code.account), .text(code.issuedBy), .bytes(code.hash),
                    .integer(Int64(code.usesLeft)), .instant(code.createdAt),
                    .instant(code.expiresAt),
                ])
            try recorder.write(record, on: connection)
            return nil
        }
    }

    package func active(
        of account: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> HelpDesk.BypassCode? {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT id, issued_by, code_hash, uses_left, created_at, expires_at FROM bypass_codes
                WHERE account_id = $1 AND revoked_at IS NULL AND uses_left > 0 AND expires_at > $2
                ORDER BY created_at DESC, id LIMIT 1
                """, [.id(account), .instant(now)])
            guard let row = rows.first else { return nil }
            var reader = RowReader(row)
            return HelpDesk.BypassCode(
                id: try reader.identifier(), account: account, issuedBy: try reader.text(),
                hash: try reader.bytes(), usesLeft: Int(clamping: try reader.integer()),
                createdAt: try reader.instant(), expiresAt: try reader.instant())
        }
    }

    package func judge(
        _ id: Identifier<HelpDesk.BypassCode>?, _ attempt: SignIn.ComparedCode
    ) async throws(StoreError) -> (verdict: SignIn.CodeVerdict, usesLeft: Int) {
        try await engine.write { connection throws(StoreError) in
            var usesLeft = 0
            let verdict = try CodeJudge(recorder: recorder).judge(attempt, on: connection) {
                () throws(StoreError) in
                guard let id else { return false }
                let rows = try connection.query(
                    """
                    UPDATE bypass_codes SET uses_left = uses_left - 1
                    WHERE id = $1 AND revoked_at IS NULL AND uses_left > 0 AND expires_at > $2
                    RETURNING uses_left
                    """, [.id(id), .instant(attempt.now)])
                guard let row = rows.first else { return false }
                var reader = RowReader(row)
                usesLeft = Int(clamping: try reader.integer())
                return true
            }
            return (verdict, usesLeft)
        }
    }

    package func revoke(
        _ id: Identifier<HelpDesk.BypassCode>, of account: Identifier<Account>, at now: Instant,
        recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let changed = try connection.execute(
                """
                UPDATE bypass_codes SET revoked_at = $3
                WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL AND uses_left > 0
                    AND expires_at > $3
                """, [.id(id), .id(account), .instant(now)])
            guard changed == 1 else { return false }
            try recorder.write(record, on: connection)
            return true
        }
    }
}

/// What other changes do to rows of `bypass_codes`.
enum BypassCodeRows {
    /// Revokes every code of `account` that is left.
    static func revokeAll(
        of account: Identifier<Account>, at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.execute(
            """
            UPDATE bypass_codes SET revoked_at = $2
            WHERE account_id = $1 AND revoked_at IS NULL AND uses_left > 0
            """, [.id(account), .instant(now)])
    }
}

/// Asks the rules about an account as it is inside a transaction.
enum AccountObjection {
    /// What `refusal` says of `account`; an account that is gone cannot be helped.
    static func ask(
        _ refusal: HelpDesk.Objection, of account: Identifier<Account>,
        on connection: any SQLConnection
    ) throws(StoreError) -> HelpDesk.Refusal? {
        let rows = try connection.query(
            "SELECT \(AccountColumns.list) FROM accounts WHERE id = $1", [.id(account)])
        guard let row = rows.first else {
            throw .inconsistent(reason: "account \(account.text) is gone")
        }
        var reader = RowReader(row)
        return refusal(try reader.account())
    }
}
