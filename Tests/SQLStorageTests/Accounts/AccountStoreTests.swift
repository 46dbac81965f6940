import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What every ``AccountStore`` keeps.
@Suite struct AccountStoreTests {
    @Test(arguments: StorageUnderTest.all)
    func addedAccountsAreFoundByKeyAndByIdentifier(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let maria = try await stores.add(Sample.account("Maria Ünal", role: .admin))
            let nobody = try await stores.add(Sample.account("nomail", email: nil))
            #expect(try await stores.accounts.account(named: "maria ünal") == maria)
            #expect(try await stores.accounts.account(maria.id) == maria)
            #expect(try await stores.accounts.account(nobody.id)?.email == nil)
            #expect(try await stores.accounts.account(named: "Maria Ünal") == nil)
            #expect(try await stores.accounts.account(Sample.id()) == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofParallelAdditionsOfOneUsernameOneWins(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let won = try await race { number in
                let account = Sample.account(number.isMultiple(of: 2) ? "maria" : "MARIA")
                return try await stores.accounts.add(
                    account, recording: Sample.record(.accountAdded, account))
            }
            #expect(won.filter { $0 }.count == 1)
            let all = try await stores.accounts.accounts(prefix: "", after: nil, limit: 100)
            #expect(all.count == 1)
            #expect(try await stores.audit.heads(after: nil, limit: 100).map(\.sequence) == [1])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func additionGoesWithItsRecordOrNotAtAll(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores async throws in
            let account = Sample.account()
            await #expect(throws: StoreError.self) {
                try await stores.accounts.add(
                    account, recording: Sample.impossibleRecord(.accountAdded, account))
            }
            #expect(try await stores.accounts.account(account.id) == nil)
            #expect(try await stores.actions(of: account.id).isEmpty)
            #expect(try await stores.outbox.newest(limit: 10).isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func importAddsFreeNamesWithTheirAuthenticators(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            try await stores.addAccount("taken")
            let imports = ["ana", "TAKEN", "ben"].map { name in
                let account = Sample.account(name)
                return ImportedAccount(
                    account: account,
                    authenticator: name == "ana" ? Sample.authenticator(of: account) : nil,
                    record: Sample.record(.accountAdded, account))
            }
            #expect(try await stores.accounts.add(imports) == [true, false, true])
            let devices = try await stores.devices.active(of: imports[0].account.id)
            #expect(devices == imports.compactMap(\.authenticator))
            #expect(try await stores.actions(of: imports[1].account.id).isEmpty)
            #expect(try await stores.actions(of: imports[2].account.id) == [.accountAdded])
            #expect(try await stores.accounts.add(imports) == [false, false, false])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func importIsAllOrNothing(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores async throws in
            let good = Sample.account("good")
            let bad = Sample.account("bad")
            let imports = [
                ImportedAccount(
                    account: good, authenticator: nil, record: Sample.record(.accountAdded, good)),
                ImportedAccount(
                    account: bad, authenticator: nil,
                    record: Sample.impossibleRecord(.accountAdded, bad)),
            ]
            await #expect(throws: StoreError.self) { try await stores.accounts.add(imports) }
            #expect(try await stores.accounts.account(good.id) == nil)
            #expect(try await stores.audit.heads(after: nil, limit: 10).isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func listsGoByKeyInPagesWithinThePrefix(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            for name in ["delta", "Alpha", "beta", "almond", "al", "zeta"] {
                try await stores.addAccount(name)
            }
            func keys(_ prefix: String, after: String?, _ limit: Int) async throws -> [String] {
                try await stores.accounts.accounts(prefix: prefix, after: after, limit: limit)
                    .map(\.username.key)
            }
            #expect(try await keys("", after: nil, 3) == ["al", "almond", "alpha"])
            #expect(try await keys("", after: "alpha", 3) == ["beta", "delta", "zeta"])
            #expect(try await keys("al", after: nil, 10) == ["al", "almond", "alpha"])
            #expect(try await keys("al", after: "al", 1) == ["almond"])
            #expect(try await keys("x", after: nil, 10) == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func listsGoByBytesToTheVeryLastName(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let last = String(repeating: "\u{10FFFF}", count: 64)
            let names = ["a z", "a-b", "a_b", "aa", "az", "aß", "aé", "a\u{FFFD}", "a😀", "b", last]
            for name in names.reversed() { try await stores.addAccount(name) }
            let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            var seen: [String] = []
            while true {
                let page = try await stores.accounts.accounts(
                    prefix: "", after: seen.last, limit: 2)
                if page.isEmpty { break }
                seen += page.map(\.username.key)
            }
            #expect(seen == sorted)
            func count(_ prefix: String, after: String? = nil) async throws -> Int {
                try await stores.accounts.accounts(prefix: prefix, after: after, limit: 50).count
            }
            #expect(try await count("a") == 9)
            #expect(try await count("a", after: "A") == 9)
            #expect(try await count("a", after: "a") == 9)
            #expect(try await count("a", after: "aa") == 5)
            #expect(try await count("a", after: "b") == 0)
            #expect(try await count("a😀") == 1)
            #expect(try await count("\u{10FFFF}") == 1)
            #expect(try await count(last) == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func rehashReplacesOnlyTheHashItRead(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.add(Sample.account(passwordHash: "old"))
            try await stores.accounts.rehash("other", to: "lost", account: account.id)
            #expect(try await stores.accounts.account(account.id)?.passwordHash == "old")
            try await stores.accounts.rehash("old", to: "new", account: account.id)
            #expect(try await stores.accounts.account(account.id)?.passwordHash == "new")
        }
    }
}
