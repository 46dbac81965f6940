import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// Imports of more people than one statement takes.
@Suite struct AccountImportTests {
    private func item(_ name: String, chain: Bool = true) -> ImportedAccount {
        let account = Sample.account(name)
        return ImportedAccount(
            account: account, authenticator: Sample.authenticator(of: account),
            record: Sample.record(.accountAdded, chain ? account : nil))
    }

    @Test(arguments: StorageUnderTest.all)
    func anyNumberOfPeopleIsAddedWithTheirRows(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            for count in [0, 1, 2, 3, 127, 128, 129, 300] {
                let imports = (0..<count).map { item("of \(count) number \($0)") }
                let added = try await stores.accounts.add(imports)
                #expect(added == Array(repeating: true, count: count))
                for one in imports.suffix(3) {
                    #expect(try await stores.accounts.account(one.account.id) == one.account)
                    let devices = try await stores.devices.active(of: one.account.id)
                    #expect(devices == [try #require(one.authenticator)])
                    #expect(try await stores.actions(of: one.account.id) == [.accountAdded])
                }
            }
            let heads = try await stores.audit.heads(after: nil, limit: 1000)
            #expect(heads.map(\.sequence) == Array(repeating: 1, count: 690))
            #expect(try await stores.auditFlaws() == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofEqualNamesInOneImportTheFirstIsAdded(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let names = (0..<200).map { "person \($0 % 100)" } + ["PERSON 7", "another"]
            let imports = names.map { item($0) }
            let added = try await stores.accounts.add(imports)
            #expect(added == names.indices.map { $0 < 100 || $0 == 201 })
            let found = try await stores.accounts.account(named: "person 7")
            #expect(found == imports[7].account)
            #expect(try await stores.devices.active(of: imports[107].account.id).isEmpty)
            #expect(try await stores.auditFlaws() == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func entriesOfOneChainAndOfManyAreLinkedInTheirOrder(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let rounds = try await race(4) { round in
                let imports = (0..<150).map { item("\(round) \($0)", chain: $0 % 3 == 0) }
                return try await stores.accounts.add(imports).count { $0 }
            }
            #expect(rounds == [150, 150, 150, 150])
            let shared = try await stores.actions(of: nil)
            #expect(shared == Array(repeating: .accountAdded, count: 400))
            #expect(try await stores.audit.heads(after: nil, limit: 1000).count == 201)
            #expect(try await stores.auditFlaws() == [])
        }
    }
}
