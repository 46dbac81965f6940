import AuthDomain

/// A database that runs portable SQL: `$1`-style parameters, `INSERT … ON CONFLICT`,
/// `UPDATE … RETURNING`; what SQLite ≥ 3.40 and PostgreSQL ≥ 14 share.
package protocol SQLEngine: Sendable {
    /// The dialect of its migrations.
    var dialect: SQLDialect { get }

    /// How long a request may wait for its turn before it is answered `unavailable`.
    var patience: Duration { get }

    /// Runs `body` in a read transaction on one of the engine's threads.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value

    /// Runs `body` in a write transaction, serializable against all others, on the engine's thread.
    ///
    /// Returns after the change is durable. When `body` throws, nothing of it remains. An engine
    /// may run `body` again after a serialization failure, and may commit several bodies at once.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value

    /// What bodies announce, in this process and all others on the same database.
    var announcements: Announcements { get }

    /// Refuses new work, finishes what was taken, and closes every connection.
    func close() async
}

/// Which SQL the migrations are written in.
package enum SQLDialect: String, Sendable, CaseIterable {
    case sqlite
    case postgresql
}

/// One transaction's connection; not to be kept after the body returns.
package protocol SQLConnection {
    /// Runs a statement and returns its rows: `SELECT`, or a change with `RETURNING`.
    func query(_ sql: String, _ values: [SQLValue]) throws(StoreError) -> [SQLRow]

    /// Runs a statement and returns how many rows it changed.
    @discardableResult
    func execute(_ sql: String, _ values: [SQLValue]) throws(StoreError) -> Int

    /// Runs a change whose count of rows nobody needs.
    ///
    /// An engine may send it with the statement that follows, or with the commit, so that its
    /// failure may show only there.
    func enqueue(_ sql: String, _ values: [SQLValue]) throws(StoreError)

    /// Wakes who listens to `topic`, in every process, once this transaction is committed; `topic`
    /// is short and holds nothing secret.
    func announce(_ topic: String) throws(StoreError)

    /// Runs several statements without parameters, e.g. a migration.
    func script(_ sql: String) throws(StoreError)
}

extension SQLConnection {
    package func enqueue(_ sql: String, _ values: [SQLValue]) throws(StoreError) {
        try execute(sql, values)
    }
}

/// A row of an answer; columns by position, in the order of the statement.
package struct SQLRow: Sendable, Equatable {
    /// The values, first column first.
    package let values: [SQLValue]

    /// A row of `values`.
    package init(_ values: [SQLValue]) {
        self.values = values
    }
}
