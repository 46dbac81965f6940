import AuthDomain
import SQLStorage

/// A caller's transaction on its way through the pool.
struct PostgresJob: Sendable {
    let access: PostgresTransaction.Access
    let submission: SQLSubmission
    /// When the caller is told that it took too long.
    let deadline: ContinuousClock.Instant
    /// How often it collided with others.
    private(set) var collisions = 0

    init(
        _ access: PostgresTransaction.Access, _ submission: SQLSubmission,
        deadline: ContinuousClock.Instant
    ) {
        self.access = access
        self.submission = submission
        self.deadline = deadline
    }

    /// How often a taken unique key (SQLSTATE 23505) counts as a race. More often it is a mistake.
    static let mostTakenKeys = 20

    /// What running the job once has led to.
    enum Outcome {
        /// The caller has its answer, and the session may be used on.
        case answered
        /// The caller has its answer, and the session is of no use any more.
        case answeredAndLost
        /// To be run again, for another transaction got in the way.
        case collided(PostgresTrouble)
        /// To be run again on another connection.
        case lost(PostgresTrouble)
    }

    /// Runs the body and commits.
    func run(on session: PostgresSession) -> Outcome {
        let transaction = PostgresTransaction(access, on: session)
        let outcome = submission.run(transaction)
        do throws(PostgresTrouble) {
            if let trouble = transaction.trouble { throw trouble }
            if outcome.isFailure {
                try transaction.rollBack()
            } else {
                try transaction.commit()
            }
        } catch {
            return recover(from: error, transaction)
        }
        outcome.deliver()
        return .answered
    }

    private func recover(
        from trouble: PostgresTrouble, _ transaction: PostgresTransaction
    ) -> Outcome {
        switch trouble {
        case .lost, .demoted:
            return .lost(trouble)
        case .unknown:
            submission.refuse(trouble.error)
            return .answeredAndLost
        case .collided, .refused:
            var isUsable = true
            do throws(PostgresTrouble) {
                try transaction.rollBack()
            } catch {
                isUsable = false
            }
            if case .collided = trouble { return isUsable ? .collided(trouble) : .lost(trouble) }
            submission.refuse(trouble.error)
            return isUsable ? .answered : .answeredAndLost
        }
    }

    /// The job once more, after a collision.
    var again: PostgresJob {
        var job = self
        job.collisions += 1
        return job
    }

    /// How long to wait before running again: a little longer and less predictable each time, so
    /// that two servers do not collide in step.
    var pause: Duration {
        .microseconds(Int64.random(in: 0...(1000 << min(Int64(collisions), 5))))
    }
}
