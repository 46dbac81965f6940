import AuthDomain
import SQLStorage
import Testing

@testable import SQLiteEngine

@Suite struct EngineConnectionTests {
    @Test func parametersMayRepeatInAnyOrder() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        let rows = try await engine.read { connection throws(StoreError) in
            try connection.query(
                "SELECT $3, $1, $2, $1", [.integer(1), .text("two"), .bytes([3])])
        }
        #expect(rows == [SQLRow([.bytes([3]), .integer(1), .text("two"), .integer(1)])])
    }

    @Test func everyValueComesBackAsItWas() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        let values: [SQLValue] = [
            .null, .integer(.min), .integer(.max), .text(""), .text("Maria’s 📱"), .bytes([]),
            .bytes([0, 255]), .text("12"),
        ]
        let rows = try await engine.read { connection throws(StoreError) in
            try connection.query("SELECT $1, $2, $3, $4, $5, $6, $7, $8", values)
        }
        #expect(rows == [SQLRow(values)])
    }

    @Test func aWrongNumberOfValuesIsRefused() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        for values in [[], [SQLValue.integer(1), .integer(2)]] {
            await #expect(throws: StoreError.self) {
                try await engine.read { connection throws(StoreError) in
                    try connection.query("SELECT $1", values)
                }
            }
        }
    }

    @Test func aTextWithNULIsRefusedRatherThanCut() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        await #expect(throws: StoreError.inconsistent(reason: "a text is too long or holds U+0000")) {
            try await engine.insert("maria\0admin")
        }
        #expect(try await engine.names() == [])
    }

    @Test func aFloatingPointColumnIsInconsistent() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        await #expect(throws: StoreError.self) {
            try await engine.read { connection throws(StoreError) in
                try connection.query("SELECT 0.5", [])
            }
        }
    }

    @Test func changesAreCounted() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        let counts = try await engine.write { connection throws(StoreError) in
            [
                try connection.execute("INSERT INTO item (name) VALUES ('a'), ('b')", []),
                try connection.execute(
                    "INSERT INTO item (name) VALUES ('a') ON CONFLICT DO NOTHING", []),
                try connection.execute("CREATE TABLE other (id INTEGER)", []),
                try connection.execute("UPDATE item SET name = name || $1", [.text("!")]),
                try connection.execute("DELETE FROM item WHERE name = $1", [.text("nobody")]),
            ]
        }
        #expect(counts == [2, 0, 0, 2, 0])
    }

    @Test func returningGivesRows() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        try await engine.insert("a")
        let rows = try await engine.write { connection throws(StoreError) in
            try connection.query(
                "UPDATE item SET name = $2 WHERE name = $1 RETURNING name, id",
                [.text("a"), .text("b")])
        }
        #expect(rows == [SQLRow([.text("b"), .integer(1)])])
        #expect(try await engine.names() == ["b"])
    }

    @Test func aStatementWorksAgainAfterItFailed() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        try await engine.insert("a")
        for _ in 0..<3 {
            await #expect(throws: StoreError.self) { try await engine.insert("a") }
        }
        try await engine.insert("b")
        #expect(try await engine.names() == ["a", "b"])
    }

    @Test func aReaderCannotWrite() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        await #expect(throws: StoreError.self) {
            try await engine.read { connection throws(StoreError) in
                try connection.execute("INSERT INTO item (name) VALUES ('a')", [])
            }
        }
        #expect(try await engine.names() == [])
    }

    @Test func brokenSQLAndConstraintsAreInconsistent() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        for sql in ["SELEC 1", "INSERT INTO item (name) VALUES (NULL)", "SELECT * FROM nowhere"] {
            let error = await #expect(throws: StoreError.self) {
                try await engine.write { connection throws(StoreError) in
                    try connection.execute(sql, [])
                }
            }
            guard case .inconsistent = error else {
                Issue.record("\(sql): \(String(describing: error))")
                continue
            }
        }
    }
}
