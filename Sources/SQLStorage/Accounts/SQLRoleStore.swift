import AuthDomain

/// Roles in SQL.
package struct SQLRoleStore: RoleStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func setRole(
        _ role: Account.Role, of account: Identifier<Account>, recording record: Record
    ) async throws(StoreError) -> AccountChange {
        try await engine.write { connection throws(StoreError) in
            if role != .admin, try Administrators.isLast(account, on: connection) {
                return .lastAdministrator
            }
            let changed = try connection.execute(
                "UPDATE accounts SET role = $2 WHERE id = $1 AND role <> $2",
                [.id(account), .text(role.rawValue)])
            guard changed == 1 else { return .unchanged }
            let now = record.entry.at
            try BypassCodeRows.revokeAll(of: account, at: now, on: connection)
            try FactorResetRows.endOpen(of: account, as: .withdrawn, at: now, on: connection)
            try connection.execute(
                """
                UPDATE invitations SET expires_at = $2
                WHERE account_id = $1 AND spent_at IS NULL AND expires_at > $2
                """, [.id(account), .instant(now)])
            try recorder.write(record, on: connection)
            return .changed
        }
    }
}
