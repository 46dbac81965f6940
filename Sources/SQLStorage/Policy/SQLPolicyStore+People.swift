import AuthDomain

extension SQLPolicyStore {
    package func begin(
        _ grace: Policy.Grace, for account: Identifier<Account>, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let added = try connection.execute(
                """
                INSERT INTO policy_graces (account_id, deadline, sign_ins_left, began_at)
                SELECT CAST($1 AS TEXT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT)
                WHERE NOT EXISTS (SELECT 1 FROM devices WHERE account_id = CAST($1 AS TEXT))
                ON CONFLICT (account_id) DO NOTHING
                """,
                [
                    .id(account), .instant(grace.deadline),
                    grace.signInsLeft.map { .integer(Int64($0)) } ?? .null, .instant(record.entry.at),
                ])
            guard added == 1 else { return false }
            try recorder.write(record, on: connection)
            return true
        }
    }

    package func takeSignIn(
        ofGraceOf account: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            try connection.execute(
                """
                UPDATE policy_graces SET sign_ins_left = sign_ins_left - 1
                WHERE account_id = $1 AND deadline > $2 AND (sign_ins_left IS NULL OR sign_ins_left > 0)
                    AND NOT EXISTS (SELECT 1 FROM devices WHERE account_id = $1)
                """, [.id(account), .instant(now)]) == 1
        }
    }

    package func set(
        _ exemption: Policy.Exemption?, for account: Identifier<Account>, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let changed: Int
            if let exemption {
                changed = try connection.execute(
                    """
                    INSERT INTO policy_exemptions (account_id, reason, granted_by, created_at, expires_at)
                    VALUES ($1, $2, $3, $4, $5)
                    ON CONFLICT (account_id) DO UPDATE SET reason = excluded.reason,
                        granted_by = excluded.granted_by, created_at = excluded.created_at,
                        expires_at = excluded.expires_at
                    WHERE policy_exemptions.expires_at <= excluded.created_at
                    """,
                    [
                        .id(account), .text(exemption.reason), .text(record.entry.actor.text),
                        .instant(record.entry.at), .instant(exemption.expiresAt),
                    ])
            } else {
                changed = try connection.execute(
                    "DELETE FROM policy_exemptions WHERE account_id = $1", [.id(account)])
            }
            guard changed == 1 else { return false }
            try recorder.write(record, on: connection)
            return true
        }
    }
}
