import AuthDomain
import SQLStorage

/// One transaction on a session. After the first failure nothing more is run.
final class PostgresTransaction: SQLConnection {
    /// What a transaction may do.
    enum Access {
        /// Reads one snapshot.
        case reading
        /// Reads and writes, serializable against all others.
        case writing

        var beginning: String {
            switch self {
            case .reading: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            case .writing: "BEGIN ISOLATION LEVEL SERIALIZABLE"
            }
        }
    }

    private let session: PostgresSession
    private let access: Access
    private var hasBegun = false
    /// Why the transaction is over before its end, whether or not the body has noticed.
    private(set) var trouble: PostgresTrouble?

    init(_ access: Access, on session: PostgresSession) {
        self.access = access
        self.session = session
    }

    func query(_ sql: String, _ values: [SQLValue]) throws(StoreError) -> [SQLRow] {
        try run(sql, values).rows
    }

    @discardableResult
    func execute(_ sql: String, _ values: [SQLValue]) throws(StoreError) -> Int {
        try run(sql, values).count
    }

    func enqueue(_ sql: String, _ values: [SQLValue]) throws(StoreError) {
        try attempt { () throws(PostgresTrouble) in
            try begin()
            try session.send(sql, values)
            if session.unanswered >= PostgresSession.longestPipeline { _ = try session.synchronize() }
        }
    }

    func announce(_ topic: String) throws(StoreError) {
        try enqueue(
            "SELECT pg_notify($1, $2)", [.text(PostgresListener.channel), .text(topic)])
    }

    func script(_ sql: String) throws(StoreError) {
        try attempt { () throws(PostgresTrouble) in
            try begin()
            // A migration of a large table takes its time.
            let unhurried = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0;"
            try session.script("\(unhurried) \(sql)", limit: .hours(12))
        }
    }

    private func run(_ sql: String, _ values: [SQLValue]) throws(StoreError) -> PostgresAnswer {
        try attempt { () throws(PostgresTrouble) in
            try begin()
            try session.send(sql, values)
            guard let answer = try session.synchronize().last else {
                throw .lost(reason: "the database gave no answer")
            }
            return answer
        }
    }

    /// Commits. A transaction that ran nothing needs none.
    func commit() throws(PostgresTrouble) {
        if let trouble { throw trouble }
        guard hasBegun else { return }
        do throws(PostgresTrouble) {
            try session.send("COMMIT", [])
            let tag = try session.synchronize().last?.tag
            guard tag == "COMMIT" else { throw .lost(reason: "the database took the changes back") }
        } catch {
            // What a reading transaction found stays found.
            guard case .lost(let reason) = error, access == .writing else { throw error }
            throw .unknown(reason: reason)
        }
    }

    /// Takes everything back.
    func rollBack() throws(PostgresTrouble) {
        guard hasBegun else { return }
        if session.unanswered > 0 {
            // What was sent and not answered is answered first, and may have failed.
            do throws(PostgresTrouble) {
                _ = try session.synchronize()
            } catch {
                if case .lost = error { throw error }
            }
        }
        try session.send("ROLLBACK", [])
        _ = try session.synchronize()
    }

    private func begin() throws(PostgresTrouble) {
        guard !hasBegun else { return }
        hasBegun = true
        try session.send(access.beginning, [])
    }

    /// A standby refuses changes: look for the primary. A reading transaction refuses them always.
    private func meaning(of trouble: PostgresTrouble) -> PostgresTrouble {
        guard case .demoted(let reason) = trouble else { return trouble }
        return access == .writing ? .lost(reason: reason) : .refused(.inconsistent(reason: reason))
    }

    /// Runs `work` and remembers its trouble; refuses when there was trouble before.
    private func attempt<Value>(
        _ work: () throws(PostgresTrouble) -> Value
    ) throws(StoreError) -> Value {
        if let trouble { throw trouble.error }
        do throws(PostgresTrouble) {
            return try work()
        } catch {
            let trouble = meaning(of: error)
            self.trouble = trouble
            throw trouble.error
        }
    }
}
