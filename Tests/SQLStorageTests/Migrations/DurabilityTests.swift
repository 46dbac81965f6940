import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What was acknowledged is there for every process that opens the database.
@Suite struct DurabilityTests {
    @Test(arguments: StorageUnderTest.all)
    func anotherProcessSeesEveryAcknowledgedChange(storage: StorageUnderTest) async throws {
        try await storage.withDatabase { database in
            let digest = Stores(engine: try await database.open()).digest
            let engine = try await database.open()
            try await Migrator(engine: engine, digest: digest).migrate(at: Sample.morning)
            let stores = Stores(engine: engine)
            let added = try await race(20) { try await stores.addAccount("person \($0)").id }
            let others = Stores(engine: try await database.open())
            for id in added { #expect(try await others.accounts.account(id) != nil) }
            #expect(try await others.auditFlaws() == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func twoServersShareOneDatabase(storage: StorageUnderTest) async throws {
        try await storage.withDatabase { database in
            let engines = [try await database.open(), try await database.open()]
            let servers = engines.map { Stores(engine: $0) }
            try await Migrator(engine: engines[0], digest: servers[0].digest)
                .migrate(at: Sample.morning)
            let account = try await servers[0].addAccount()
            let phone = try await servers[0].add(Sample.phone(of: account), of: account)
            let won = try await race(30) { number in
                try await servers[number % 2].devices.spend(
                    100, of: phone.id, at: Sample.morning,
                    recording: Sample.record(.codeAccepted, account))
            }
            #expect(won.filter { $0 }.count == 1)
            #expect(try await servers[1].auditFlaws() == [])
        }
    }
}
