import AuthDomain
import GRDB
import SQLStorage
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension SQLiteEngine {
    /// Writes a consistent, compact copy of the database to a new file (mode 0600) while reads
    /// and writes go on, and waits until it is on the disk.
    ///
    /// - Throws: ``StoreError``: `inconsistent` when something exists at `path`, `unavailable`
    ///   when the copy could not be written; nothing is left of it then.
    package func copy(to path: String) async throws(StoreError) {
        guard try DatabaseFile.create(at: path) else {
            throw .inconsistent(reason: "the file for the copy exists already")
        }
        let answer = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Void, StoreError>, Never>) in
            if let refusal = state.withLock({ $0.beginCopy() }) {
                continuation.resume(returning: .failure(refusal))
                return
            }
            // `VACUUM` runs outside of transactions, so this reader must not open one.
            pool.asyncUnsafeRead { [self] access in
                continuation.resume(returning: copy(with: access, to: path))
                state.withLock { $0.endCopy() }
                resumeClosersIfIdle()
            }
        }
        if case .failure = answer { _ = unlink(path) }
        try answer.get()
    }

    private func copy(
        with access: Result<Database, any Error>, to path: String
    ) -> Result<Void, StoreError> {
        do throws(StoreError) {
            let database: Database
            do { database = try access.get() } catch { throw StoreError(sqlite: error) }
            return .success(
                try Self.copy(EngineConnection(database: database, parameters: parameters), to: path))
        } catch {
            return .failure(error)
        }
    }

    private static func copy(
        _ connection: any SQLConnection, to path: String
    ) throws(StoreError) {
        try connection.execute("VACUUM INTO $1", [.text(path)])
        guard DatabaseFile.sync(path), DatabaseFile.sync(DatabaseFile.folder(of: path)) else {
            throw .unavailable(reason: "the copy did not reach the disk")
        }
    }
}
