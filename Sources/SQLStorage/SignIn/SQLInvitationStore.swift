import AuthDomain

/// Invitations in SQL.
package struct SQLInvitationStore: InvitationStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func issue(
        _ invitation: SignIn.Invitation, recording record: Record
    ) async throws(StoreError) {
        try await engine.write { connection throws(StoreError) in
            try connection.execute(
                "UPDATE invitations SET spent_at = $2 WHERE account_id = $1 AND spent_at IS NULL",
                [.id(invitation.account), .instant(invitation.createdAt)])
            try connection.execute(
                """
                INSERT INTO invitations (id, account_id, code_hash, created_at, expires_at)
                VALUES ($1, $2, $3, $4, $5)
                """,
                [
                    .id(invitation.id), .id(invitation.account), .bytes(invitation.hash),
                    .instant(invitation.createdAt), .instant(invitation.expiresAt),
                ])
            try recorder.write(record, on: connection)
        }
    }

    package func active(
        of account: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> SignIn.Invitation? {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT id, code_hash, created_at, expires_at FROM invitations
                WHERE account_id = $1 AND spent_at IS NULL AND expires_at > $2
                ORDER BY created_at DESC, id LIMIT 1
                """, [.id(account), .instant(now)])
            guard let row = rows.first else { return nil }
            var reader = RowReader(row)
            return SignIn.Invitation(
                id: try reader.identifier(), account: account, hash: try reader.bytes(),
                createdAt: try reader.instant(), expiresAt: try reader.instant())
        }
    }

    package func judge(
        _ id: Identifier<SignIn.Invitation>?, _ code: SignIn.ComparedCode
    ) async throws(StoreError) -> SignIn.CodeVerdict {
        try await engine.write { connection throws(StoreError) in
            try CodeJudge(recorder: recorder).judge(code, on: connection) { () throws(StoreError) in
                guard let id else { return false }
                return try connection.execute(
                    """
                    UPDATE invitations SET spent_at = $2
                    WHERE id = $1 AND spent_at IS NULL AND expires_at > $2
                    """, [.id(id), .instant(code.now)]) == 1
            }
        }
    }
}
