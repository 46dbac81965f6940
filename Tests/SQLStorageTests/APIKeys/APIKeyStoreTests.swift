import AuthDomain
import TestSupport
import Testing

/// What every ``APIKeyStore`` keeps: one active key per name, found by its hash until it is revoked.
@Suite struct APIKeyStoreTests {
    private let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func aKeyIsFoundByItsHashAndListed(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let second = Sample.apiKey("Țill 💶", at: now + .seconds(1))
            let bare = Sample.apiKey("bare", scopes: [], at: now + .seconds(2))
            let first = Sample.apiKey("shop")
            try await stores.add(second, "b")
            try await stores.add(first, "a")
            try await stores.add(bare, "c")
            #expect(try await stores.apiKeys.active(hash: Sample.hash("a")) == first)
            #expect(try await stores.apiKeys.active(hash: Sample.hash("b")) == second)
            #expect(try await stores.apiKeys.active(hash: Sample.hash("other")) == nil)
            #expect(try await stores.apiKeys.active(hash: []) == nil)
            #expect(try await stores.apiKeys.keys() == [first, second, bare])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofParallelAddsOfOneNameOneWins(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let won = try await race { number in
                try await stores.apiKeys.add(
                    Sample.apiKey(number.isMultiple(of: 2) ? "shop" : "SHOP"),
                    hash: Sample.hash("\(number)"), recording: Sample.record(.apiKeyAdded, nil))
            }
            #expect(won.filter { $0 }.count == 1)
            #expect(try await stores.apiKeys.keys().count == 1)
            #expect(try await stores.actions(of: nil) == [.apiKeyAdded])
            #expect(try await stores.auditFlaws() == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofParallelRevocationsOneWinsAndTheHashOpensNothing(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let key = try await stores.add(Sample.apiKey())
            let won = try await race { [now] _ in
                try await stores.apiKeys.revoke(
                    key.id, at: now, recording: Sample.record(.apiKeyRevoked, nil))
            }
            #expect(won.filter { $0 }.count == 1)
            #expect(try await stores.apiKeys.active(hash: Sample.hash("secret")) == nil)
            #expect(try await stores.apiKeys.keys().map(\.revokedAt) == [now])
            #expect(try await stores.actions(of: nil) == [.apiKeyAdded, .apiKeyRevoked])
            #expect(try await stores.auditFlaws() == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aKeyRevokedDuringUseIsGoodNoMore(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let key = try await stores.add(Sample.apiKey())
            _ = try await race { [now] number in
                if number == 25 {
                    let won = try await stores.apiKeys.revoke(
                        key.id, at: now, recording: Sample.record(.apiKeyRevoked, nil))
                    #expect(won)
                    #expect(try await stores.apiKeys.active(hash: Sample.hash("secret")) == nil)
                } else if let found = try await stores.apiKeys.active(hash: Sample.hash("secret")) {
                    try await stores.apiKeys.noteUse(
                        of: found.id, at: now + .seconds(number), unlessAfter: now)
                }
            }
            let before = try await stores.apiKeys.keys()
            #expect(before.map(\.revokedAt) == [now])
            try await stores.apiKeys.noteUse(
                of: key.id, at: now + .hours(2), unlessAfter: now + .hours(1))
            #expect(try await stores.apiKeys.keys() == before)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func callsAtOnceFindEachTheirOwnKey(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let names = (0..<5).map { "key \($0)" }
            for name in names { try await stores.add(Sample.apiKey(name), name) }
            let found = try await race(200) { number in
                let key = try await stores.apiKeys.active(hash: Sample.hash("key \(number % 7)"))
                return number % 7 < 5 ? key?.name.text == "key \(number % 7)" : key == nil
            }
            #expect(found.allSatisfy { $0 })
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aRevokedKeysNameIsFreeAgainAndItsHashIsNot(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let old = try await stores.add(Sample.apiKey())
            _ = try await stores.apiKeys.revoke(
                old.id, at: now, recording: Sample.record(.apiKeyRevoked, nil))
            let sameSecret = try await stores.apiKeys.add(
                Sample.apiKey("other"), hash: Sample.hash("secret"),
                recording: Sample.record(.apiKeyAdded, nil))
            #expect(!sameSecret)
            let new = try await stores.add(Sample.apiKey(at: now + .seconds(1)), "new")
            #expect(try await stores.apiKeys.active(hash: Sample.hash("new")) == new)
            #expect(try await stores.apiKeys.keys().map(\.id) == [old.id, new.id])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aKeyWhoseRecordFailsIsNeitherAddedNorRevoked(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            await #expect(throws: StoreError.self) {
                try await stores.apiKeys.add(
                    Sample.apiKey(), hash: Sample.hash("secret"),
                    recording: Sample.impossibleRecord(.apiKeyAdded, nil))
            }
            #expect(try await stores.apiKeys.keys() == [])
            let key = try await stores.add(Sample.apiKey())
            await #expect(throws: StoreError.self) {
                try await stores.apiKeys.revoke(
                    key.id, at: now, recording: Sample.impossibleRecord(.apiKeyRevoked, nil))
            }
            #expect(try await stores.apiKeys.active(hash: Sample.hash("secret")) == key)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aUseIsNotedUnlessALaterOneIs(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let key = try await stores.add(Sample.apiKey())
            let other = try await stores.add(Sample.apiKey("other", at: now + .seconds(1)), "b")
            for (at, noted) in [(60, 60), (61, 60), (119, 60), (120, 120), (90, 120)] {
                let moment = now + .seconds(at)
                try await stores.apiKeys.noteUse(
                    of: key.id, at: moment, unlessAfter: moment - .minutes(1))
                let keys = try await stores.apiKeys.keys()
                #expect(keys.map(\.lastUsedAt) == [now + .seconds(noted), nil], "at \(at) s")
            }
            #expect(try await stores.apiKeys.active(hash: Sample.hash("b")) == other)
            #expect(try await stores.actions(of: nil) == [.apiKeyAdded, .apiKeyAdded])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aScopeThatNobodyKnowsOpensNothing(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            try await stores.add(Sample.apiKey())
            try await stores.tamper("UPDATE api_keys SET scopes = 'codes:verify everything'")
            await #expect(throws: StoreError.self) {
                try await stores.apiKeys.active(hash: Sample.hash("secret"))
            }
        }
    }
}
