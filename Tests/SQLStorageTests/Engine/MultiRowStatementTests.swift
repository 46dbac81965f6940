import AuthDomain
import Synchronization
import Testing

@testable import SQLStorage

/// Statements over many rows.
@Suite struct MultiRowStatementTests {
    /// Remembers what was run; changes as many rows as there are first columns.
    private final class Recording: SQLConnection {
        private let runs = Mutex<[(sql: String, values: [SQLValue])]>([])

        var statements: [(sql: String, values: [SQLValue])] { runs.withLock { $0 } }

        func query(_ sql: String, _ values: [SQLValue]) throws(StoreError) -> [SQLRow] {
            runs.withLock { $0.append((sql, values)) }
            return values.map { SQLRow([$0]) }
        }

        func execute(_ sql: String, _ values: [SQLValue]) throws(StoreError) -> Int {
            try query(sql, values).count / 2
        }

        func announce(_ topic: String) throws(StoreError) {}

        func script(_ sql: String) throws(StoreError) {}
    }

    private let statement = MultiRowStatement("INSERT INTO t VALUES", columns: 2, "RETURNING a")

    private func rows(_ count: Int) -> [[SQLValue]] {
        (0..<count).map { [.integer(Int64($0)), .text("x")] }
    }

    @Test func eachRowHasItsOwnParameters() throws {
        let connection = Recording()
        try statement.execute(rows(2), on: connection)
        let run = try #require(connection.statements.first)
        #expect(run.sql == "INSERT INTO t VALUES ($1, $2), ($3, $4) RETURNING a")
        #expect(run.values == [.integer(0), .text("x"), .integer(1), .text("x")])
    }

    @Test func everyRowIsWrittenOnceAndInOrder() throws {
        for count in 0...300 {
            let connection = Recording()
            #expect(try statement.execute(rows(count), on: connection) == count)
            #expect(connection.statements.flatMap(\.values) == Array(rows(count).joined()))
        }
    }

    @Test func thereAreEightTextsAtMost() throws {
        let connection = Recording()
        for count in 0...600 { _ = try statement.query(rows(count), on: connection) }
        #expect(Set(connection.statements.map(\.sql)).count == 8)
        #expect(connection.statements.allSatisfy { $0.values.count <= 2 * MultiRowStatement.mostRows })
    }
}
