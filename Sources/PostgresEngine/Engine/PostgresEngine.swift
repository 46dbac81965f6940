import AuthDomain
import SQLStorage

/// PostgreSQL through libpq, for many servers on one database.
///
/// Connections work on threads of their own. Writes are serializable; what collides is run again,
/// one at a time, until its deadline. What a lost connection had not yet committed is run again on
/// another; when the connection is lost during the commit, the caller gets `unavailable`, and the
/// change may or may not have been made.
package final class PostgresEngine: SQLEngine {
    private let pool: PostgresPool
    private let options: Options
    private let listener: PostgresListener
    package let announcements: Announcements

    /// PostgreSQL.
    package var dialect: SQLDialect { .postgresql }

    /// The deadline of its options.
    package var patience: Duration { options.deadline }

    /// Prepares connections to `address`; none is opened yet.
    package init(_ address: PostgresAddress, options: Options = Options()) {
        self.options = options
        pool = PostgresPool(address, options: options)
        let listener = PostgresListener(address, options: options)
        self.listener = listener
        announcements = Announcements { listener.start(for: $0) }
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        try await run(.reading, body)
    }

    /// Runs `body` in a serializable transaction. See ``SQLEngine/write(_:)``.
    ///
    /// A cancelled task still waits for the outcome of what it handed in.
    ///
    /// - Throws: What `body` throws; `unavailable` when no connection came free in time, the
    ///   database is gone, or others kept getting in the way.
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        try await run(.writing, body)
    }

    private func run<Value: Sendable>(
        _ access: PostgresTransaction.Access,
        _ body: @escaping @Sendable (any SQLConnection) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let answer = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Value, StoreError>, Never>) in
            let submission = SQLSubmission(body) { continuation.resume(returning: $0) }
            pool.submit(PostgresJob(access, submission, deadline: .now + options.deadline))
        }
        return try answer.get()
    }

    /// Connections that are open or being opened.
    package var connections: Int { pool.connections }

    /// Refuses new work, finishes what was taken, and closes every connection.
    package func close() async {
        listener.close()
        await pool.close()
    }
}
