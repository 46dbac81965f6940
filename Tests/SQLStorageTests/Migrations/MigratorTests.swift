import AuthDomain
import Cryptography
import TestSupport
import Testing

@testable import SQLStorage

/// Histories only grow, run once, and are refused when they were edited.
@Suite struct MigratorTests {
    private static let first = migration(1, "first", "CREATE TABLE one (id INTEGER PRIMARY KEY)")
    private static let second = migration(
        2, "second", "CREATE TABLE two (id INTEGER PRIMARY KEY); INSERT INTO two (id) VALUES (1)")
    private static let broken = migration(
        3, "broken", "CREATE TABLE three (id INTEGER PRIMARY KEY); INSERT INTO nowhere VALUES (1)")

    @Test(arguments: StorageUnderTest.all)
    func migrationsRunOnceInOrder(storage: StorageUnderTest) async throws {
        try await storage.withDatabase { database in
            let engine = try await database.open()
            #expect(try await migrate(engine, [Self.first]) == ["first"])
            #expect(try await migrate(engine, [Self.first, Self.second]) == ["second"])
            #expect(try await migrate(engine, [Self.first, Self.second]) == [])
            #expect(try await migrator(engine, [Self.first, Self.second]).check() == 2)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func theProductsMigrationsRunTwiceWithoutEffect(storage: StorageUnderTest) async throws {
        try await storage.withDatabase { database in
            let engine = try await database.open()
            #expect(try await migrate(engine, Migration.all) == Migration.all.map(\.name))
            #expect(try await migrate(engine, Migration.all) == [])
        }
    }

    @Test func theProductsMigrationsAreNumberedWithoutGaps() {
        #expect(Migration.all.map(\.number) == Array(1...Migration.all.count))
        #expect(Set(Migration.all.map(\.name)).count == Migration.all.count)
    }

    @Test(arguments: StorageUnderTest.all)
    func anEditedHistoryIsRefused(storage: StorageUnderTest) async throws {
        try await storage.withDatabase { database in
            let engine = try await database.open()
            _ = try await migrate(engine, [Self.first, Self.second])
            let edited = Self.migration(1, "first", "CREATE TABLE one (id INTEGER)")
            let renamed = Self.migration(1, "renamed", "CREATE TABLE one (id INTEGER PRIMARY KEY)")
            for other in [edited, renamed] {
                let migrations = [other, Self.second, Self.broken]
                await #expect(throws: Migrator.Failure.edited(number: 1, name: "first")) {
                    try await migrate(engine, migrations)
                }
                await #expect(throws: Migrator.Failure.edited(number: 1, name: "first")) {
                    try await migrator(engine, migrations).check()
                }
            }
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aDatabaseOfANewerProgramIsRefused(storage: StorageUnderTest) async throws {
        try await storage.withDatabase { database in
            let engine = try await database.open()
            _ = try await migrate(engine, [Self.first, Self.second])
            await #expect(throws: Migrator.Failure.newer(number: 2)) {
                try await migrate(engine, [Self.first])
            }
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aFailedMigrationLeavesNothingAndMayRunAgain(storage: StorageUnderTest) async throws {
        try await storage.withDatabase { database in
            let engine = try await database.open()
            await #expect(throws: Migrator.Failure.self) {
                try await migrate(engine, [Self.first, Self.second, Self.broken])
            }
            let mended = Self.migration(3, "mended", "CREATE TABLE three (id INTEGER PRIMARY KEY)")
            let names = try await migrate(engine, [Self.first, Self.second, mended])
            #expect(names == ["mended"])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aMigrationWithoutThisDialectLeavesNothing(storage: StorageUnderTest) async throws {
        try await storage.withDatabase { database in
            let engine = try await database.open()
            let foreign = Migration(number: 1, name: "first", scripts: [:])
            await #expect(throws: Migrator.Failure.self) { try await migrate(engine, [foreign]) }
            #expect(try await migrator(engine, []).check() == 0)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func twoServersThatStartTogetherMigrateOnce(storage: StorageUnderTest) async throws {
        try await storage.withDatabase { database in
            let engines = [try await database.open(), try await database.open()]
            let migrations = [Self.first, Self.second]
            let ran = try await race(20) { number in
                try await migrator(engines[number % 2], migrations).migrate(at: Sample.morning)
            }
            #expect(ran.flatMap { $0 }.sorted() == ["first", "second"])
            #expect(try await migrator(engines[0], migrations).check() == 2)
        }
    }

    private func migrator(_ engine: any SQLEngine, _ migrations: [Migration]) -> Migrator {
        Migrator(engine: engine, digest: LibraryDigest(), migrations: migrations)
    }

    private func migrate(
        _ engine: any SQLEngine, _ migrations: [Migration]
    ) async throws -> [String] {
        try await migrator(engine, migrations).migrate(at: Sample.morning)
    }

    private static func migration(_ number: Int, _ name: String, _ script: String) -> Migration {
        Migration(
            number: number, name: name,
            scripts: [.sqlite: Array(script.utf8), .postgresql: Array(script.utf8)])
    }
}
