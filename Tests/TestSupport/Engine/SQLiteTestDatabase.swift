import SQLStorage
import SQLiteEngine
import Synchronization

/// A SQLite file in a temporary folder.
package final class SQLiteTestDatabase: TestDatabase {
    private let folder: TemporaryFolder
    private let engines = Mutex<[SQLiteEngine]>([])

    /// Makes the folder; the file comes with the first ``open()``.
    package init() throws {
        folder = try TemporaryFolder()
    }

    package func open() async throws -> any SQLEngine {
        let engine = try SQLiteEngine(
            path: folder.path + "/countersign.sqlite", options: SQLiteEngine.Options(patience: .seconds(120)))
        engines.withLock { $0.append(engine) }
        return engine
    }

    package func remove() async {
        for engine in engines.withLock({ $0 }) { await engine.close() }
        folder.remove()
    }
}
