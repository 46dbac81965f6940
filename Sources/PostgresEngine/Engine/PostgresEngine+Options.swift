import AuthDomain

extension PostgresEngine {
    /// The engine's limits.
    package struct Options: Sendable {
        /// Most connections that run transactions; at least 1.
        package var connections: Int
        /// How long a transaction may wait for a connection and be tried again, all in all.
        package var deadline: Duration
        /// How long one statement may run, and half of it may wait for others' locks; the server ends it then.
        package var statementTimeout: Duration
        /// How long opening a connection to one host may take; whole seconds, at least 2.
        package var connectTimeout: Duration
        /// Most transactions that wait; the next one is answered `unavailable`.
        package var queueLimit: Int
        /// The search path; `nil`: the user's own.
        package var schema: String?

        /// The limits of a server of usual size.
        package init(
            connections: Int = 10, deadline: Duration = .seconds(5),
            statementTimeout: Duration = .seconds(4), connectTimeout: Duration = .seconds(2),
            queueLimit: Int = 10_000, schema: String? = nil
        ) {
            self.connections = max(1, connections)
            self.deadline = deadline
            self.statementTimeout = statementTimeout
            self.connectTimeout = connectTimeout
            self.queueLimit = queueLimit
            self.schema = schema
        }
    }
}
