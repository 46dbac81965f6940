import AuthDomain
import PostgresEngine
import SQLStorage
import TestSupport
import Testing

/// Transactions on a real PostgreSQL, and what becomes of them when it fails.
@Suite(.timeLimit(.minutes(10))) struct PostgresEngineTests {
    /// `make test` names a cluster; without one the conformance suite would be half of what it says.
    @Test func postgreSQLIsUnderTest() {
        #expect(
            PostgresTestDatabase.cluster != nil,
            "COUNTERSIGN_TEST_POSTGRES is not set; run: export COUNTERSIGN_TEST_POSTGRES=$(scripts/test-postgres start)"
        )
    }

    @Test func valuesComeBackAsTheyWent() async throws {
        try await withTable { (engine: any SQLEngine) async throws -> Void in
            let values: [[SQLValue]] = [
                [.integer(.min), .text("é€🙂\u{10FFFF}"), .bytes([0, 255, 7])],
                [.integer(.max), .text(""), .bytes([])], [.integer(-1), .null, .null],
            ]
            for row in values {
                _ = try await engine.write { connection throws(StoreError) in
                    try connection.execute("INSERT INTO t (n, x, b) VALUES ($1, $2, $3)", row)
                }
            }
            #expect(try await rows(engine, "SELECT n, x, b FROM t ORDER BY n") == [values[0], values[2], values[1]])
        }
    }

    @Test func aFailedBodyLeavesNothing() async throws {
        try await withTable { (engine: any SQLEngine) async throws -> Void in
            await #expect(throws: StoreError.inconsistent(reason: "no")) {
                try await engine.write { connection throws(StoreError) in
                    try connection.execute("INSERT INTO t (n) VALUES (1)", [])
                    throw .inconsistent(reason: "no")
                }
            }
            #expect(try await rows(engine, "SELECT n FROM t").isEmpty)
        }
    }

    @Test func aSwallowedFailureDoesNotCommit() async throws {
        try await withTable { (engine: any SQLEngine) async throws -> Void in
            await #expect(throws: StoreError.self) {
                try await engine.write { connection throws(StoreError) in
                    try connection.execute("INSERT INTO t (n) VALUES (1)", [])
                    _ = try? connection.query("SELECT * FROM nowhere", [])
                }
            }
            #expect(try await rows(engine, "SELECT n FROM t").isEmpty)
        }
    }

    @Test func aDeferredStatementThatFailsFailsItsTransaction() async throws {
        try await withTable { (engine: any SQLEngine) async throws -> Void in
            await #expect(throws: StoreError.self) {
                try await engine.write { connection throws(StoreError) in
                    try connection.enqueue("INSERT INTO t (n) VALUES (1)", [])
                    try connection.enqueue("INSERT INTO nowhere (n) VALUES (1)", [])
                }
            }
            #expect(try await rows(engine, "SELECT n FROM t").isEmpty)
        }
    }

    @Test func aTextWithNULIsRefused() async throws {
        try await withTable { (engine: any SQLEngine) async throws -> Void in
            await #expect(throws: StoreError.self) {
                try await engine.write { connection throws(StoreError) in
                    try connection.execute("INSERT INTO t (x) VALUES ($1)", [.text("a\0b")])
                }
            }
        }
    }

    @Test func readingCannotWrite() async throws {
        try await withTable { (engine: any SQLEngine) async throws -> Void in
            await #expect(throws: StoreError.self) {
                try await engine.read { connection throws(StoreError) in
                    try connection.execute("INSERT INTO t (n) VALUES (1)", [])
                }
            }
        }
    }

    @Test func writeSkewIsRunAgainUntilItIsSerial() async throws {
        try await withTable { (engine: any SQLEngine) async throws -> Void in
            // Each adds one row if it counts fewer than five: only in series are there five in the end.
            let added = try await race { _ in
                try await engine.write { connection throws(StoreError) in
                    guard try connection.query("SELECT n FROM t", []).count < 5 else { return 0 }
                    return try connection.execute("INSERT INTO t (n) VALUES (1)", [])
                }
            }
            #expect(added.reduce(0, +) == 5)
            #expect(try await rows(engine, "SELECT n FROM t").count == 5)
        }
    }

    @Test func aHotRowIsCountedByEveryone() async throws {
        try await withTable { (engine: any SQLEngine) async throws -> Void in
            try await execute(engine, "INSERT INTO t (n) VALUES (0)")
            _ = try await race(200) { _ in try await execute(engine, "UPDATE t SET n = n + 1") }
            #expect(try await rows(engine, "SELECT n FROM t") == [[.integer(200)]])
        }
    }

    @Test func workGoesOnWhenTheServerEndsItsConnections() async throws {
        try await withTable { (engine: any SQLEngine) async throws -> Void in
            // Between the commit and its answer a connection may be lost: then nobody knows.
            let answers = try await race(100) { number in
                if number == 50 { try await terminateOthers(engine) }
                do {
                    try await execute(engine, "INSERT INTO t (n) VALUES (\(number))")
                    return number
                } catch StoreError.unavailable {
                    return -1
                }
            }
            let acknowledged = Set(answers).subtracting([-1])
            let kept = try await rows(engine, "SELECT DISTINCT n FROM t")
            #expect(
                acknowledged.isSubset(of: kept.compactMap { if case .integer(let n) = $0[0] { Int(n) } else { nil } }))
            #expect(acknowledged.count >= 90)
        }
    }

    @Test func aStatementThatTakesTooLongIsEnded() async throws {
        let cluster = try #require(PostgresTestDatabase.cluster)
        let engine = PostgresEngine(
            cluster, options: PostgresEngine.Options(connections: 1, statementTimeout: .milliseconds(200)))
        await #expect(throws: StoreError.self) { _ = try await rows(engine, "SELECT pg_sleep(30)") }
        #expect(try await rows(engine, "SELECT 1") == [[.integer(1)]])
        await engine.close()
    }

    @Test func whoeverFindsNoConnectionInTimeIsTold() async throws {
        let cluster = try #require(PostgresTestDatabase.cluster)
        let engine = PostgresEngine(
            cluster,
            options: PostgresEngine.Options(
                connections: 1, deadline: .milliseconds(500), statementTimeout: .seconds(20)))
        async let slow: [[SQLValue]] = rows(engine, "SELECT pg_sleep(3)")
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do { _ = try await rows(engine, "SELECT 1") } catch { return false }
                    return true
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.contains(false))
        _ = try await slow
        await engine.close()
    }

    @Test func aDatabaseThatIsNotThereIsToldSoonAndKeptTrying() async throws {
        let nowhere = try #require(PostgresAddress("postgresql://countersign@127.0.0.1:1/none"))
        let engine = PostgresEngine(nowhere)
        for _ in 0..<3 {
            await #expect(throws: StoreError.self) { _ = try await rows(engine, "SELECT 1") }
        }
        await engine.close()
        await #expect(throws: StoreError.unavailable(reason: "the database is closed")) {
            _ = try await rows(engine, "SELECT 1")
        }
    }

    @Test func manyRowsWithNULLHereAndThereArrive() async throws {
        try await withTable { (engine: any SQLEngine) async throws -> Void in
            for pattern in 0..<50 {
                let values: [SQLValue] = (0..<40).map { ($0 * 7 + pattern) % 5 == 0 ? .null : .integer(Int64($0)) }
                let places = (1...40).map { "($\($0))" }.joined(separator: ", ")
                _ = try await engine.write { connection throws(StoreError) in
                    try connection.execute("INSERT INTO t (n) VALUES \(places)", values)
                }
            }
            #expect(try await rows(engine, "SELECT n FROM t WHERE n IS NULL").count == 400)
            #expect(try await rows(engine, "SELECT n FROM t").count == 2000)
        }
    }

    // MARK: - Support

    private func withTable(_ body: (any SQLEngine) async throws -> Void) async throws {
        let database = try await PostgresTestDatabase()
        do {
            let engine = try await database.open()
            try await engine.write { connection throws(StoreError) in
                try connection.script("CREATE TABLE t (n BIGINT, x TEXT COLLATE \"C\", b BYTEA)")
            }
            try await body(engine)
        } catch {
            await database.remove()
            throw error
        }
        await database.remove()
    }
}

private func rows(_ engine: any SQLEngine, _ sql: String) async throws -> [[SQLValue]] {
    try await engine.read { connection throws(StoreError) in
        try connection.query(sql, []).map(\.values)
    }
}

private func execute(_ engine: any SQLEngine, _ sql: String) async throws {
    _ = try await engine.write { connection throws(StoreError) in try connection.execute(sql, []) }
}

/// Ends every other connection that works in the same schema, as a restart would.
private func terminateOthers(_ engine: any SQLEngine) async throws {
    _ = try await rows(
        engine,
        """
        SELECT CAST(count(pg_terminate_backend(pid)) AS BIGINT) FROM pg_stat_activity
        WHERE pid <> pg_backend_pid() AND pid IN (
            SELECT pid FROM pg_locks JOIN pg_class ON pg_class.oid = relation
            JOIN pg_namespace ON pg_namespace.oid = relnamespace
            WHERE nspname = current_schema())
        """)
}
