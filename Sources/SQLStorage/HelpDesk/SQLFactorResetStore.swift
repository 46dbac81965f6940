import AuthDomain

/// Re-registrations in SQL.
package struct SQLFactorResetStore: FactorResetStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func start(
        _ reset: HelpDesk.FactorReset, replacesOpen: Bool,
        unless refusal: @escaping HelpDesk.Objection, recording record: Record
    ) async throws(StoreError) -> HelpDesk.ResetStart {
        try await engine.write { connection throws(StoreError) in
            if let refusal = try AccountObjection.ask(refusal, of: reset.account, on: connection) {
                return .refused(refusal)
            }
            let now = reset.createdAt
            try FactorResetRows.endOverdue(of: reset.account, at: now, on: connection)
            if replacesOpen {
                try FactorResetRows.endOpen(
                    of: reset.account, as: .withdrawn, at: now, on: connection)
            } else if let open = try FactorResetRows.open(of: reset.account, at: now, on: connection) {
                return .alreadyOpen(open)
            }
            try FactorResetRows.insert(reset, on: connection)
            try recorder.write(record, on: connection)
            return .started(reset)
        }
    }

    package func open(
        of account: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> HelpDesk.FactorReset? {
        try await engine.read { connection throws(StoreError) in
            try FactorResetRows.open(of: account, at: now, on: connection)
        }
    }

    package func approve(
        _ reset: HelpDesk.FactorReset, by actor: String, at now: Instant,
        unless refusal: @escaping HelpDesk.Objection, recording record: Record
    ) async throws(StoreError) -> HelpDesk.ResetApproval {
        try await engine.write { connection throws(StoreError) in
            if let refusal = try AccountObjection.ask(refusal, of: reset.account, on: connection) {
                return .refused(refusal)
            }
            let changed = try connection.execute(
                """
                UPDATE factor_resets SET approved_by = $2
                WHERE id = $1 AND state = 'open' AND needs_approval = 1 AND approved_by IS NULL
                    AND started_by <> $2 AND expires_at > $3
                """, [.id(reset.id), .text(actor), .instant(now)])
            guard changed == 1 else { return .notWaiting }
            try recorder.write(record, on: connection)
            return .approved
        }
    }

    package func end(
        _ reset: HelpDesk.FactorReset, as ending: HelpDesk.FactorReset.Ending, at now: Instant,
        recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let changed = try connection.execute(
                """
                UPDATE factor_resets SET state = $2, ended_at = $3
                WHERE id = $1 AND state = 'open' AND expires_at > $3
                """, [.id(reset.id), .text(ending.rawValue), .instant(now)])
            guard changed == 1 else { return false }
            try RegistrationRows.cancelOpen(of: reset.account, on: connection)
            try recorder.write(record, on: connection)
            return true
        }
    }
}
