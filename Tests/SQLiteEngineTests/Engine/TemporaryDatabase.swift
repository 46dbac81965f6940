import AuthDomain
import Foundation
import SQLStorage

@testable import SQLiteEngine

/// A folder of its own for one test, with an engine in it; gone with the value.
final class TemporaryDatabase: Sendable {
    let folder: String

    init() throws {
        folder =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("countersign-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The database file.
    var path: String { folder + "/data/countersign.sqlite" }

    /// Opens the engine with a table `item(id, name UNIQUE)` and `part(item → item.id)`.
    func open(_ options: SQLiteEngine.Options = .init()) async throws -> SQLiteEngine {
        let engine = try SQLiteEngine(path: path, options: options)
        try await engine.write { connection throws(StoreError) in
            try connection.script(
                """
                CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL);
                CREATE TABLE IF NOT EXISTS part (
                    item INTEGER NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED);
                """)
        }
        return engine
    }

    /// The permission bits of a file.
    func mode(of path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }
}

extension SQLiteEngine {
    func insert(_ name: String) async throws(StoreError) {
        _ = try await write { connection throws(StoreError) in
            try connection.execute("INSERT INTO item (name) VALUES ($1)", [.text(name)])
        }
    }

    func names() async throws(StoreError) -> [String] {
        let rows = try await read { connection throws(StoreError) in
            try connection.query("SELECT name FROM item ORDER BY name", [])
        }
        return rows.compactMap { row in
            if case .text(let name) = row.values.first { name } else { nil }
        }
    }

    /// One value that SQLite says about the connection that writes.
    func pragma(_ name: String) async throws(StoreError) -> SQLValue? {
        try await write { connection throws(StoreError) in
            try connection.query("PRAGMA \(name)", []).first?.values.first
        }
    }
}
