import AuthDomain
import TestSupport
import Testing

/// What every ``GroupStore`` keeps.
@Suite struct GroupStoreTests {
    @Test(arguments: StorageUnderTest.all)
    func peopleJoinAndLeaveOnce(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let sales = Sample.group("sales")
            let maria = try await stores.addAccount()
            let record = Sample.record(.groupJoined, maria)
            #expect(try await stores.groups.join(sales, maria.id, recording: record) == .noSuchGroup)
            #expect(try await stores.groups.add(sales, recording: Sample.record(.groupAdded, nil)))
            #expect(try await !stores.groups.add(sales, recording: Sample.record(.groupAdded, nil)))
            let joined = try await race(10) { _ in try await stores.groups.join(sales, maria.id, recording: record) }
            #expect(joined.filter { $0 == .changed }.count == 1)
            #expect(try await stores.groups.groups() == [Policy.Group(name: sales, members: 1)])
            #expect(try await stores.groups.leave(sales, maria.id, recording: record) == .changed)
            #expect(try await stores.groups.leave(sales, maria.id, recording: record) == .unchanged)
            #expect(try await stores.groups.groups() == [Policy.Group(name: sales, members: 0)])
            #expect(try await stores.actions(of: maria.id).filter { $0 == .groupJoined }.count == 2)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func membersComePageByPage(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            try await stores.addGroup("sales")
            for name in ["cleo", "Anna", "ben"] {
                let account = try await stores.add(Sample.account(name))
                _ = try await stores.groups.join(
                    Sample.group("sales"), account.id, recording: Sample.record(.groupJoined, account))
            }
            let first = try await stores.groups.members(of: Sample.group("sales"), after: nil, limit: 2)
            #expect(first.map(\.username.text) == ["Anna", "ben"])
            let rest = try await stores.groups.members(of: Sample.group("sales"), after: "ben", limit: 2)
            #expect(rest.map(\.username.text) == ["cleo"])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aGroupThatThePolicyNamesStays(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let maria = try await stores.addAccount()
            try await stores.addGroup("sales", maria)
            let sales = Sample.group("sales")
            let record = Sample.record(.groupRemoved, nil)
            try await stores.savePolicy(#"{"groups": [{"group": "sales", "rules": {}}]}"#)
            #expect(try await stores.groups.remove(sales, recording: record) == .isUsed)
            try await stores.savePolicy("{}")
            #expect(try await stores.groups.remove(sales, recording: record) == .removed)
            #expect(try await stores.groups.remove(sales, recording: record) == .notFound)
            #expect(try await stores.policies.look(at: maria.id).subject.groups.isEmpty)
        }
    }
}
