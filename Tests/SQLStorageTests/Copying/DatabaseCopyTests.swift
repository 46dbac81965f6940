import AuthDomain
import Cryptography
import Synchronization
import TestSupport
import Testing

@testable import SQLStorage

/// A copy has every row, says so only when it is true, and survives being broken off.
@Suite struct DatabaseCopyTests {
    /// Every engine to every engine.
    static let journeys = StorageUnderTest.all.flatMap { from in StorageUnderTest.all.map { [from, $0] } }

    @Test(arguments: journeys)
    func everyRowArrives(journey: [StorageUnderTest]) async throws {
        try await travel(journey) { (source: Stores, target: Stores) async throws -> Void in
            let tables = try await copy(source, target).run()
            #expect(tables.map(\.name) == TableLayout.all.map(\.name))
            #expect(tables.first { $0.name == "accounts" }?.rows == 601)
            #expect(tables.first { $0.name == "audit_entries" }?.rows ?? 0 > 600)
            #expect(try await target.auditFlaws().isEmpty)
            #expect(try await target.accounts.account(named: "person599") != nil)
            let mark = try await SQLDeploymentStore(engine: target.engine).value(DatabaseCopy.mark)
            #expect(mark == nil)
        }
    }

    @Test(arguments: journeys)
    func aBrokenOffCopyGoesOn(journey: [StorageUnderTest]) async throws {
        try await travel(journey) { (source: Stores, target: Stores) async throws -> Void in
            let failing = HookedEngine(target.engine) { number throws(StoreError) in
                if number > 2 { throw .unavailable(reason: "broken off") }
            }
            let broken = DatabaseCopy(from: source.engine, to: failing, digest: source.digest) { _, _, _ in }
            await #expect(throws: DatabaseCopy.Failure.store(.unavailable(reason: "broken off"))) {
                try await broken.run()
            }
            let rows = try await target.rows("SELECT count(*) FROM accounts")
            #expect(rows.first?.values != [.integer(601)], "there is something left to do")
            let mark = try await SQLDeploymentStore(engine: target.engine).value(DatabaseCopy.mark)
            #expect(mark != nil, "and nobody starts on it")
            let tables = try await copy(source, target).run()
            #expect(tables.first { $0.name == "accounts" }?.rows == 601)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aTargetInUseIsLeftAlone(storage: StorageUnderTest) async throws {
        try await travel([storage, storage]) { (source: Stores, target: Stores) async throws -> Void in
            try await target.addAccount("somebody")
            await #expect(throws: DatabaseCopy.Failure.targetInUse) { try await copy(source, target).run() }
            #expect(try await target.rows("SELECT id FROM accounts").count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aChangeMeanwhileIsNoticed(storage: StorageUnderTest) async throws {
        try await travel([storage, storage]) { (source: Stores, target: Stores) async throws -> Void in
            // The fourth write is the page of devices; the accounts have arrived.
            let watched = HookedEngine(target.engine) { number throws(StoreError) in
                guard number == 4 else { return }
                _ = try await source.engine.write { connection throws(StoreError) in
                    try connection.execute("UPDATE accounts SET display_name = 'B' WHERE username = 'person7'", [])
                }
            }
            let copy = DatabaseCopy(from: source.engine, to: watched, digest: source.digest) { _, _, _ in }
            await #expect(throws: DatabaseCopy.Failure.differs(table: "accounts")) { try await copy.run() }
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anEmptyDatabaseIsNoSource(storage: StorageUnderTest) async throws {
        try await storage.withStores { (source: Stores) async throws -> Void in
            try await storage.withStores { (target: Stores) async throws -> Void in
                await #expect(throws: DatabaseCopy.Failure.noSource) { try await copy(source, target).run() }
            }
        }
    }

    @Test func everyTableAndColumnOfTheSchemaIsCopied() async throws {
        let storage = try #require(StorageUnderTest.all.first)
        try await storage.withStores { (stores: Stores) async throws -> Void in
            let tables = try await stores.rows(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'schema_migrations'")
            #expect(Set(tables.map(\.values)) == Set(TableLayout.all.map { [.text($0.name)] }))
            for layout in TableLayout.all {
                let columns = try await stores.rows("SELECT name FROM pragma_table_info('\(layout.name)')")
                #expect(Set(columns.map(\.values)) == Set(layout.columns.map { [.text($0)] }))
            }
        }
    }

    // MARK: - Support

    private func copy(_ source: Stores, _ target: Stores) -> DatabaseCopy {
        DatabaseCopy(from: source.engine, to: target.engine, digest: source.digest) { _, _, _ in }
    }

    /// Runs `body` with a source of 600 people and an empty target.
    private func travel(
        _ journey: [StorageUnderTest], _ body: (Stores, Stores) async throws -> Void
    ) async throws {
        try await journey[0].withStores { (source: Stores) async throws -> Void in
            _ = try await SQLDeploymentStore(engine: source.engine).keep([1, 2, 3], as: KeyCheck.name)
            for number in 0..<600 { try await source.addAccount("person\(number)") }
            let maria = try await source.addAccount("mária")
            try await source.add(Sample.phone(of: maria), of: maria)
            _ = try await source.tamper("DELETE FROM throttles")
            _ = try await source.tamper("UPDATE accounts SET email = NULL WHERE username = 'person3'")
            try await journey[1].withStores { (target: Stores) async throws -> Void in
                try await body(source, target)
            }
        }
    }
}

/// An engine that calls a hook with the number of each write, from 1, before it goes on.
private final class HookedEngine: SQLEngine {
    private let engine: any SQLEngine
    private let hook: @Sendable (Int) async throws(StoreError) -> Void
    private let writes = Mutex(0)

    init(_ engine: any SQLEngine, hook: @escaping @Sendable (Int) async throws(StoreError) -> Void) {
        self.engine = engine
        self.hook = hook
    }

    var dialect: SQLDialect { engine.dialect }
    var patience: Duration { engine.patience }
    var announcements: Announcements { engine.announcements }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        try await engine.read(body)
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let number = writes.withLock { writes in
            writes += 1
            return writes
        }
        try await hook(number)
        return try await engine.write(body)
    }

    func close() async { await engine.close() }
}
