import AuthDomain
import Dispatch
import GRDB
import SQLStorage
import Synchronization

/// The embedded database: SQLite in WAL mode, one writer that commits groups, several readers.
///
/// All writes that wait while the disk is busy share the next transaction and so one `fsync`.
/// Each runs within its own savepoint: a body that fails takes nothing of its neighbours with
/// it. Callers are answered after the commit, never before. Nothing here blocks a thread of
/// Swift's cooperative pool.
package final class SQLiteEngine: SQLEngine {
    let pool: DatabasePool
    let parameters = ParameterRewriting()
    let state: Mutex<EngineState>
    private let options: Options
    package let announcements = Announcements()

    /// SQLite.
    package var dialect: SQLDialect { .sqlite }

    /// As its options say.
    package var patience: Duration { options.patience }

    /// Opens the database file at `path`, and creates it (mode 0600, its folder 0700) when missing.
    ///
    /// Blocks while a database that was not closed is recovered.
    ///
    /// - Throws: ``StoreError``: `unavailable` when the file cannot be made, opened or locked,
    ///   `inconsistent` when it is not a database.
    package init(path: String, options: Options = Options()) throws(StoreError) {
        self.options = options
        state = Mutex(EngineState(limits: options))
        try DatabaseFile.prepare(at: path)
        do {
            pool = try DatabasePool(path: path, configuration: options.configuration)
            // GRDB sets NORMAL when it turns WAL on, and with NORMAL a commit may be lost with
            // the power. FULL waits for the disk.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        } catch {
            throw StoreError(sqlite: error)
        }
    }

    /// Groups and bodies committed since the engine was opened.
    package var counters: Counters { state.withLock { $0.counters } }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let answer = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Value, StoreError>, Never>) in
            let submission = SQLSubmission(body) { continuation.resume(returning: $0) }
            switch state.withLock({ $0.admitRead(submission) }) {
            case .start: scheduleReads()
            case .waiting: break
            case .refused(let error): submission.refuse(error)
            }
        }
        return try answer.get()
    }

    /// Runs the reads that wait on one connection, and comes again until none does.
    private func scheduleReads() {
        let group = state.withLock { $0.takeReads() }
        guard !group.isEmpty else { return resumeClosersIfIdle() }
        // Not GRDB's async method: it interrupts the statement when the task is cancelled.
        pool.asyncRead { [self] access in
            switch access {
            case .success(let database):
                let connection = EngineConnection(database: database, parameters: parameters)
                for submission in group { submission.run(connection).deliver() }
            case .failure(let error):
                for submission in group { submission.refuse(StoreError(sqlite: error)) }
            }
            scheduleReads()
        }
    }

    /// Runs `body` with the next group. See ``SQLEngine/write(_:)``.
    ///
    /// A cancelled task still waits for the outcome of what it handed in.
    ///
    /// - Throws: What `body` throws; `unavailable` when the queue is full, the engine closed, or
    ///   the group was not committed.
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let answer = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Value, StoreError>, Never>) in
            let submission = SQLSubmission(body) { continuation.resume(returning: $0) }
            switch state.withLock({ $0.admit(submission) }) {
            case .start: scheduleGroup()
            case .waiting: break
            case .refused(let error): submission.refuse(error)
            }
        }
        return try answer.get()
    }

    /// Refuses new work, finishes what was taken, and closes the file.
    ///
    /// May be called again and by several tasks.
    package func close() async {
        await withCheckedContinuation { closer in
            state.withLock { $0.beginClosing(closer) }
            resumeClosersIfIdle()
        }
        guard state.withLock({ $0.claimClosing() }) else { return }
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [pool] in
                // Whatever fails here costs nothing: all that was acknowledged is in the log
                // file, and the next start reads it.
                _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
                try? pool.close()
                continuation.resume()
            }
        }
    }

    /// Commits one group on the writer's queue, then comes again: other users of that queue
    /// (a checkpoint, a closing) get their turn in between.
    private func scheduleGroup() {
        pool.asyncWriteWithoutTransaction { [self] database in
            let group = state.withLock { $0.takeGroup() }
            guard !group.isEmpty else { return resumeClosersIfIdle() }
            let connection = EngineConnection(database: database, parameters: parameters)
            GroupCommit(connection: connection) { [self] bodies in
                state.withLock { $0.countGroup(bodies: bodies) }
                for topic in connection.topics.take() { announcements.announce(topic) }
            }.commit(group)
            scheduleGroup()
        }
    }

    func resumeClosersIfIdle() {
        for closer in state.withLock({ $0.takeClosersIfIdle() }) { closer.resume() }
    }
}
