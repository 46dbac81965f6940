import AuthDomain
import SQLStorage
import Testing

@testable import SQLiteEngine

@Suite struct GroupCommitTests {
    @Test func waitingWritesShareCommits() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open(.init(groupLimit: 100))
        let before = engine.counters
        let failures = try await WriterHold.failures(of: 1000, on: engine) {
            index, connection throws(StoreError) in
            try connection.execute("INSERT INTO item (name) VALUES ($1)", [.text("n\(index)")])
        }
        #expect(failures.isEmpty)
        #expect(try await engine.names().count == 1000)
        // The held write alone, then ten groups of a hundred.
        #expect(engine.counters.bodiesCommitted - before.bodiesCommitted == 1001)
        #expect(engine.counters.groupsCommitted - before.groupsCommitted == 11)
    }

    @Test func aFailingBodySpoilsNoNeighbour() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        try await engine.insert("taken")
        let before = engine.counters.groupsCommitted
        let failures = try await WriterHold.failures(of: 40, on: engine) {
            index, connection throws(StoreError) in
            try connection.execute("INSERT INTO item (name) VALUES ($1)", [.text("n\(index)")])
            if index % 4 == 0 {
                try connection.execute("INSERT INTO item (name) VALUES ('taken')", [])
            } else if index % 4 == 1 {
                throw .unavailable(reason: "mine \(index)")
            }
        }
        #expect(engine.counters.groupsCommitted - before == 2)
        #expect(failures.count == 20)
        #expect(failures.count { if case .inconsistent = $0 { true } else { false } } == 10)
        #expect(failures.contains(.unavailable(reason: "mine 1")))
        let expected = (0..<40).filter { $0 % 4 > 1 }.map { "n\($0)" } + ["taken"]
        #expect(try await engine.names() == expected.sorted())
    }

    @Test func aDeferredConstraintFailsOnlyTheGuilty() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        let failures = try await WriterHold.failures(of: 6, on: engine) {
            index, connection throws(StoreError) in
            if index == 3 { try connection.execute("INSERT INTO part (item) VALUES (77)", []) }
            try connection.execute("INSERT INTO item (name) VALUES ($1)", [.text("n\(index)")])
        }
        guard case .inconsistent = failures.first, failures.count == 1 else {
            Issue.record("\(failures)")
            return
        }
        #expect(try await engine.names() == ["n0", "n1", "n2", "n4", "n5"])
    }

    @Test func ofConcurrentConditionalWritesOneWins() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        try await engine.insert("ticket")
        let winners = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    try await engine.write { connection throws(StoreError) in
                        try connection.execute(
                            "UPDATE item SET name = 'spent' WHERE name = 'ticket'", [])
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(winners == 1)
    }

    @Test func aFullQueueRefusesAtOnce() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open(.init(writeQueueLimit: 3))
        let hold = await WriterHold(engine)
        try await withThrowingTaskGroup { group in
            for index in 0..<3 { group.addTask { try await engine.insert("n\(index)") } }
            await hold.waitForQueue(of: 3)
            await #expect(throws: StoreError.unavailable(reason: "too many writes are waiting")) {
                try await engine.insert("one too many")
            }
            try await hold.release()
            try await group.waitForAll()
        }
        #expect(try await engine.names() == ["n0", "n1", "n2"])
    }

    @Test func aCancelledCallerIsServedExactlyOnce() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        let hold = await WriterHold(engine)
        let tasks = (0..<20).map { index in Task { try await engine.insert("n\(index)") } }
        await hold.waitForQueue(of: 20)
        for task in tasks.prefix(10) { task.cancel() }
        try await hold.release()
        for task in tasks { try await task.value }
        #expect(try await engine.names().count == 20)
    }

    @Test func aBodyThatEndsTheTransactionHarmsNobodyAfterIt() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        await #expect(throws: StoreError.self) {
            try await engine.write { connection throws(StoreError) in
                try connection.script("ROLLBACK")
            }
        }
        try await engine.insert("next")
        #expect(try await engine.names() == ["next"])
    }
}
