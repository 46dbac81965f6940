import AuthDomain
import GRDB
import SQLStorage

/// Runs a group of writes in one transaction. Used on the writer's queue only.
struct GroupCommit {
    let connection: EngineConnection
    /// Called with the number of bodies after each commit.
    let count: (Int) -> Void

    /// Runs every body in its own savepoint, commits, and then answers every caller.
    ///
    /// Nobody is answered before the commit, not even with a failure: a body may have failed
    /// because of a neighbour's change, which a lost commit would undo. When the commit fails for
    /// a deferred constraint, the bodies run once more, each in a transaction of its own, so that
    /// only the guilty one fails.
    func commit(_ group: [SQLSubmission]) {
        let outcomes: [SQLSubmission.Outcome]
        do {
            outcomes = try transact(group)
        } catch {
            if group.count > 1, isConstraint(error) {
                for submission in group { commit([submission]) }
            } else {
                let failure = reason(for: error)
                for submission in group { submission.refuse(failure) }
            }
            return
        }
        count(group.count)
        for outcome in outcomes { outcome.deliver() }
    }

    private func transact(_ group: [SQLSubmission]) throws -> [SQLSubmission.Outcome] {
        let database = connection.database
        try database.beginTransaction(.immediate)
        do {
            let outcomes = try group.map { try run($0, on: database) }
            try database.commit()
            return outcomes
        } catch {
            // Some failures (full disk, I/O) have ended the transaction already.
            if database.isInsideTransaction { try? database.rollback() }
            throw error
        }
    }

    /// Runs one body. Throws when the transaction as a whole is lost.
    private func run(
        _ submission: SQLSubmission, on database: Database
    ) throws -> SQLSubmission.Outcome {
        try perform("SAVEPOINT body", on: database)
        let outcome = submission.run(connection)
        if outcome.isFailure { try perform("ROLLBACK TO body", on: database) }
        try perform("RELEASE body", on: database)
        return outcome
    }

    private func perform(_ sql: String, on database: Database) throws {
        try database.cachedStatement(sql: sql).execute()
    }

    private func isConstraint(_ error: any Error) -> Bool {
        (error as? DatabaseError)?.resultCode == .SQLITE_CONSTRAINT
    }

    /// What the callers of a lost group are told: `inconsistent` only for their own constraint.
    private func reason(for error: any Error) -> StoreError {
        switch StoreError(sqlite: error) {
        case .inconsistent(let reason) where !isConstraint(error): .unavailable(reason: reason)
        case let failure: failure
        }
    }
}
