import AuthDomain
import Foundation
import PostgresEngine
import SQLStorage
import Synchronization

/// A schema of its own in the test cluster (`scripts/test-postgres`).
package final class PostgresTestDatabase: TestDatabase {
    /// The cluster under test; `nil` when none is named by `COUNTERSIGN_TEST_POSTGRES`.
    package static let cluster: PostgresAddress? =
        ProcessInfo.processInfo.environment["COUNTERSIGN_TEST_POSTGRES"].flatMap { PostgresAddress($0) }

    /// How many schemas exist at a time, so that the cluster's connections suffice.
    private static let places = Gate(places: 12)

    private let address: PostgresAddress
    private let schema: String
    private let engines = Mutex<[PostgresEngine]>([])

    /// Makes the schema.
    package init() async throws {
        guard let address = Self.cluster else {
            throw StoreError.unavailable(reason: "COUNTERSIGN_TEST_POSTGRES names no cluster")
        }
        self.address = address
        schema = "test_\(UUID().uuidString)"
        await Self.places.enter()
        try await administer("CREATE SCHEMA \"\(schema)\"")
    }

    package func open() async throws -> any SQLEngine { open(PostgresEngine.Options()) }

    /// Opens an engine with these limits on the schema.
    package func open(_ options: PostgresEngine.Options) -> PostgresEngine {
        var options = options
        options.schema = schema
        options.connections = min(options.connections, 4)
        // The machine may be busy with other tests.
        options.deadline = max(options.deadline, .seconds(30))
        options.statementTimeout = max(options.statementTimeout, .seconds(20))
        let engine = PostgresEngine(address, options: options)
        engines.withLock { $0.append(engine) }
        return engine
    }

    package func remove() async {
        for engine in engines.withLock({ $0 }) { await engine.close() }
        try? await administer("DROP SCHEMA \"\(schema)\" CASCADE")
        await Self.places.leave()
    }

    /// Runs `statement` on a connection of its own.
    private func administer(_ statement: String) async throws {
        let engine = PostgresEngine(
            address, options: PostgresEngine.Options(connections: 1, deadline: .seconds(60)))
        do {
            try await engine.write { connection throws(StoreError) in try connection.script(statement) }
        } catch {
            await engine.close()
            throw error
        }
        await engine.close()
    }
}

/// Lets a limited number in at a time; the others wait in line.
private actor Gate {
    private var places: Int
    private var line: [CheckedContinuation<Void, Never>] = []

    init(places: Int) { self.places = places }

    func enter() async {
        if places > 0 {
            places -= 1
        } else {
            await withCheckedContinuation { line.append($0) }
        }
    }

    func leave() {
        if line.isEmpty {
            places += 1
        } else {
            line.removeFirst().resume()
        }
    }
}
