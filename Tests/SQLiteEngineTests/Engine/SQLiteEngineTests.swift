import AuthDomain
import Foundation
import SQLStorage
import Testing

@testable import SQLiteEngine

@Suite struct SQLiteEngineTests {
    @Test func acknowledgedWritesOutliveTheEngine() async throws {
        let database = try TemporaryDatabase()
        let first = try await database.open()
        try await first.insert("kept")
        // A second engine on the same file while the first is open: as after a crash, the
        // write is in the log only.
        let second = try await database.open()
        #expect(try await second.names() == ["kept"])
        await second.close()
        await first.close()
        let third = try await database.open()
        #expect(try await third.names() == ["kept"])
    }

    @Test func commitsWaitForTheDisk() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        #expect(try await engine.pragma("synchronous") == .integer(2))
        #expect(try await engine.pragma("journal_mode") == .text("wal"))
        #expect(try await engine.pragma("foreign_keys") == .integer(1))
        #expect(try await engine.pragma("trusted_schema") == .integer(0))
        #expect(try await engine.pragma("busy_timeout") == .integer(5000))
    }

    @Test func onlyTheWriterKeepsManyPages() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        #expect(try await engine.pragma("cache_size") == .integer(-32 * 1024))
        let reader = try await engine.read { connection throws(StoreError) in
            try connection.query("PRAGMA cache_size", []).first?.values.first
        }
        #expect(reader == .integer(-2000))
    }

    @Test func filesAreForTheServerAlone() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        try await engine.insert("a")
        #expect(try database.mode(of: database.folder + "/data") == 0o700)
        for suffix in ["", "-wal", "-shm"] {
            #expect(try database.mode(of: database.path + suffix) == 0o600)
        }
    }

    @Test func aFileThatIsNoDatabaseIsRefused() async throws {
        let database = try TemporaryDatabase()
        let path = database.folder + "/text"
        try String(repeating: "not a database ", count: 500)
            .write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: StoreError.self) { try SQLiteEngine(path: path) }
    }

    @Test func readsSeeWhatWasAcknowledged() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        try await withThrowingTaskGroup { group in
            for index in 0..<100 {
                group.addTask {
                    try await engine.insert("n\(index)")
                    #expect(try await engine.names().contains("n\(index)"))
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func closingFinishesWhatWasTakenAndRefusesTheRest() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        let served = await withTaskGroup(of: Bool.self) { group in
            for index in 0..<200 {
                group.addTask {
                    do throws(StoreError) {
                        try await engine.insert("n\(index)")
                        return true
                    } catch {
                        #expect(error == .closed)
                        return false
                    }
                }
            }
            group.addTask {
                await engine.close()
                return false
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        await engine.close()
        await #expect(throws: StoreError.closed) { try await engine.insert("late") }
        await #expect(throws: StoreError.closed) { try await engine.names() }
        let again = try await database.open()
        #expect(try await again.names().count == served)
    }

    @Test func aCopyIsCompleteAndPrivate() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        for index in 0..<50 { try await engine.insert("n\(index)") }
        let copy = database.folder + "/copy's \"file\".sqlite"
        try await engine.copy(to: copy)
        try await engine.insert("after")
        #expect(try database.mode(of: copy) == 0o600)
        let opened = try SQLiteEngine(path: copy)
        #expect(try await opened.names().count == 50)
        await opened.close()
    }

    @Test func aCopyOverwritesNothing() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        let path = database.folder + "/precious"
        try "precious".write(toFile: path, atomically: true, encoding: .utf8)
        await #expect(throws: StoreError.self) { try await engine.copy(to: path) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
        await #expect(throws: StoreError.self) {
            try await engine.copy(to: database.folder + "/no/such/folder/file")
        }
    }

    @Test func aLockOfAnotherProcessMakesTheEngineUnavailable() async throws {
        let database = try TemporaryDatabase()
        let other = try await database.open()
        let engine = try await database.open(.init(busyTimeout: .milliseconds(50)))
        let hold = await WriterHold(other)
        let error = await #expect(throws: StoreError.self) { try await engine.insert("a") }
        guard case .unavailable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try await engine.names() == [])
        try await hold.release()
        try await engine.insert("b")
        #expect(try await engine.names() == ["b"])
    }

    @Test func aFullDatabaseIsUnavailableAndRecovers() async throws {
        let database = try TemporaryDatabase()
        let engine = try await database.open()
        _ = try await engine.pragma("max_page_count = 20")
        let failures = try await WriterHold.failures(of: 5, on: engine) {
            index, connection throws(StoreError) in
            let name = String(repeating: "\(index)", count: index == 2 ? 200_000 : 10)
            try connection.execute("INSERT INTO item (name) VALUES ($1)", [.text(name)])
        }
        #expect(!failures.isEmpty)
        for failure in failures {
            guard case .unavailable = failure else {
                Issue.record("\(failure)")
                continue
            }
        }
        #expect(try await engine.names().count == 5 - failures.count)
        _ = try await engine.pragma("max_page_count = 1000000")
        try await engine.insert("room again")
        #expect(try await engine.names().count == 6 - failures.count)
    }
}
