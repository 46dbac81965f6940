import SQLStorage

/// A database engine that the conformance suite runs on.
///
/// Another engine joins by its ``TestDatabase`` and one more element of ``all``.
package struct StorageUnderTest: Sendable, CustomStringConvertible {
    /// What test reports call it.
    package let description: String
    /// Makes an empty database of its own for one test.
    package let makeDatabase: @Sendable () async throws -> any TestDatabase

    /// The engines of this product. PostgreSQL only where a cluster is named, which `make test` does;
    /// a test of its own fails otherwise.
    package static let all: [StorageUnderTest] =
        [StorageUnderTest(description: "SQLite") { try SQLiteTestDatabase() }]
        + (PostgresTestDatabase.cluster == nil
            ? [] : [StorageUnderTest(description: "PostgreSQL") { try await PostgresTestDatabase() }])
}

/// An empty database that exists for one test.
package protocol TestDatabase: Sendable {
    /// Opens an engine on it; each call stands for one more process of the server.
    func open() async throws -> any SQLEngine

    /// Closes what was opened and removes the database.
    func remove() async
}
