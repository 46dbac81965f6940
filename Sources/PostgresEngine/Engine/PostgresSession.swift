import AuthDomain
import CPostgreSQL
import SQLStorage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One connection of libpq in pipeline mode: commands are sent at once, answers are read when one
/// is needed. Used by one thread at a time.
final class PostgresSession {
    /// The most commands that are sent without reading an answer: the server must never block on
    /// answers that nobody reads while this side blocks on sending.
    static let longestPipeline = 64

    /// The most parameters of a statement that is remembered although some are NULL.
    static let mostUncertainParameters = 20

    private let connection: OpaquePointer
    private let options: PostgresEngine.Options
    private var statements = PreparedStatements()
    /// What was sent and not answered, in order.
    private var sent: [Sent] = []

    private enum Sent {
        case preparation(PreparedStatements.Key)
        case execution
    }

    /// Connects. Blocks for at most `connectTimeout` a host.
    ///
    /// - Throws: `unavailable`; the reason never has the password.
    init(_ address: PostgresAddress, options: PostgresEngine.Options) throws(StoreError) {
        self.options = options
        let connection = address.connect(timeout: options.connectTimeout)
        guard let connection else { throw .unavailable(reason: "out of memory") }
        self.connection = connection
        guard PQstatus(connection) == CONNECTION_OK else {
            throw .unavailable(reason: PostgresAddress.reason(of: connection))
        }
        PostgresAddress.hush(connection)
        guard PQserverVersion(connection) >= 140_000 else {
            throw .inconsistent(reason: "PostgreSQL is older than version 14")
        }
        do throws(PostgresTrouble) {
            try prepareSession()
        } catch {
            throw error.error
        }
    }

    deinit { PQfinish(connection) }

    private func prepareSession() throws(PostgresTrouble) {
        let milliseconds = max(1, options.statementTimeout.milliseconds)
        var settings = """
            SET client_min_messages = warning;
            SET default_transaction_isolation = 'serializable';
            SET statement_timeout = \(milliseconds);
            SET lock_timeout = \(milliseconds / 2);
            SET idle_in_transaction_session_timeout = \(milliseconds * 2);
            SET TimeZone = 'UTC';
            SELECT set_config('synchronous_commit', 'on', false)
                WHERE current_setting('synchronous_commit') = 'off';
            """
        if let schema = options.schema {
            let quoted = schema.split(separator: "\"", omittingEmptySubsequences: false)
                .joined(separator: "\"\"")
            settings += "SET search_path = \"\(quoted)\";"
        }
        guard PQenterPipelineMode(connection) == 1 else { throw lost() }
        try script(settings)
    }

    /// Whether the server has closed the connection while nobody used it. Costs one `poll`.
    var isStale: Bool {
        guard PQstatus(connection) == CONNECTION_OK else { return true }
        // Readable while idle: the end, or the server's reason for it. Nothing else is worth keeping it.
        return wait(for: Int16(POLLIN), until: .now)
    }

    // MARK: - Sending

    /// Sends a command, prepared first where it is new; its answer comes with the next
    /// ``synchronize()``.
    func send(_ sql: String, _ values: [SQLValue]) throws(PostgresTrouble) {
        do throws(StoreError) {
            for value in values { try value.checkBounds() }
        } catch {
            throw .refused(error)
        }
        let parameters = ParameterBuffer(values)
        let key = PreparedStatements.Key(sql: sql, types: parameters.types)
        let name = try prepared(key)
        let formats = [Int32](repeating: 1, count: values.count)
        let went = parameters.withPointers { pointers in
            PQsendQueryPrepared(
                connection, name, Int32(values.count), pointers, parameters.lengths, formats, 1)
        }
        guard went == 1 else { throw lost() }
        sent.append(.execution)
    }

    private func prepared(_ key: PreparedStatements.Key) throws(PostgresTrouble) -> String {
        if let name = statements.name(of: key) { return name }
        // Many rows with NULL here and there have a text of types each: not worth remembering.
        if key.types.count > Self.mostUncertainParameters, key.types.contains(0) {
            try sendPreparation(of: key, as: "")
            return ""
        }
        if statements.isFull, sent.isEmpty {
            statements.removeAll()
            try script("DEALLOCATE ALL")
        }
        let name = statements.add(key)
        try sendPreparation(of: key, as: name)
        return name
    }

    private func sendPreparation(
        of key: PreparedStatements.Key, as name: String
    ) throws(PostgresTrouble) {
        guard PQsendPrepare(connection, name, key.sql, Int32(key.types.count), key.types) == 1
        else { throw lost() }
        sent.append(.preparation(key))
    }

    /// How many commands wait for their answers.
    var unanswered: Int { sent.count }

    // MARK: - Receiving

    /// Waits for the answers to everything that was sent, in order.
    ///
    /// - Throws: The trouble of the first command that failed; those behind it did not run.
    func synchronize() throws(PostgresTrouble) -> [PostgresAnswer] {
        guard PQpipelineSync(connection) == 1 else { throw lost() }
        let deadline = ContinuousClock.now + options.statementTimeout + .milliseconds(1500)
        var answers: [PostgresAnswer] = []
        var trouble: PostgresTrouble?
        for command in sent {
            let (answer, problem) = try answer(until: deadline)
            if case .preparation(let key) = command {
                if problem != nil || answer == nil { statements.remove(key) }
            } else if let answer {
                answers.append(answer)
            }
            if trouble == nil { trouble = problem }
        }
        sent.removeAll(keepingCapacity: true)
        try expectSynchronization(until: deadline)
        if let trouble { throw trouble }
        return answers
    }

    /// The answer to one command: a result and the `NULL` behind it. Neither an answer nor a
    /// problem: the command was skipped behind one that failed.
    private func answer(
        until deadline: ContinuousClock.Instant
    ) throws(PostgresTrouble) -> (PostgresAnswer?, PostgresTrouble?) {
        var answer: PostgresAnswer?
        var problem: PostgresTrouble?
        while let result = try nextResult(until: deadline) {
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
                do throws(StoreError) {
                    answer = try PostgresAnswer(result)
                } catch {
                    problem = .refused(error)
                }
            case PGRES_PIPELINE_ABORTED:
                break
            default:
                problem = trouble(of: result)
            }
        }
        return (answer, problem)
    }

    private func expectSynchronization(
        until deadline: ContinuousClock.Instant
    ) throws(PostgresTrouble) {
        guard let result = try nextResult(until: deadline) else { throw lost() }
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_PIPELINE_SYNC else { throw lost() }
    }

    /// The next result, or `NULL` at the end of a command. The caller clears it.
    private func nextResult(
        until deadline: ContinuousClock.Instant
    ) throws(PostgresTrouble) -> OpaquePointer? {
        while PQisBusy(connection) == 1 {
            guard PQflush(connection) >= 0 else { throw lost() }
            guard wait(for: Int16(POLLIN), until: deadline) else {
                throw .lost(reason: "the database did not answer in time")
            }
            guard PQconsumeInput(connection) == 1 else { throw lost() }
        }
        return PQgetResult(connection)
    }

    /// Runs several statements without parameters, outside of the pipeline.
    ///
    /// `limit` is how long this side waits; `nil`: as for a statement.
    func script(_ sql: String, limit: Duration? = nil) throws(PostgresTrouble) {
        if !sent.isEmpty { _ = try synchronize() }
        guard PQexitPipelineMode(connection) == 1, PQsendQuery(connection, sql) == 1 else {
            throw lost()
        }
        var trouble: PostgresTrouble?
        let limit = limit ?? options.statementTimeout + .milliseconds(1500)
        let deadline = ContinuousClock.now + limit
        while let result = try nextResult(until: deadline) {
            defer { PQclear(result) }
            let status = PQresultStatus(result)
            if status != PGRES_COMMAND_OK, status != PGRES_TUPLES_OK, trouble == nil {
                trouble = self.trouble(of: result)
            }
        }
        guard PQenterPipelineMode(connection) == 1 else { throw lost() }
        if let trouble { throw trouble }
    }

    // MARK: - Trouble

    private func trouble(of result: OpaquePointer) -> PostgresTrouble {
        guard PQstatus(connection) == CONNECTION_OK,
            let state = PQresultErrorField(result, Int32(UInt8(ascii: "C")))
        else { return lost() }
        // The primary message names tables and columns; the detail would hold values.
        let message: UnsafeMutablePointer<CChar>? = PQresultErrorField(result, Int32(UInt8(ascii: "M")))
        return PostgresTrouble(
            state: String(cString: state), message: message.map { String(cString: $0) } ?? "no message")
    }

    private func lost() -> PostgresTrouble {
        .lost(reason: PostgresAddress.reason(of: connection))
    }

    /// Waits until the socket is ready; `false` when the time is over first.
    private func wait(for events: Int16, until deadline: ContinuousClock.Instant) -> Bool {
        while true {
            let left = max(.zero, deadline - .now)
            var descriptor = pollfd(fd: PQsocket(connection), events: events, revents: 0)
            let ready = poll(&descriptor, 1, Int32(clamping: left.milliseconds))
            if ready > 0 { return true }
            if ready == 0 { return false }
            if errno != EINTR { return true }
        }
    }
}
