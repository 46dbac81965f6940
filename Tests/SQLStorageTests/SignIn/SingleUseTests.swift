import AuthDomain
import TestSupport
import Testing

/// What ``ReplayStore`` and ``SigningKeyStore`` let happen once.
@Suite struct SingleUseTests {
    private let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func aProofPassesOnceHoweverManyTry(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let won = try await race { [now] _ in
                try await stores.replays.claim(
                    Sample.hash("jti"), until: now + .minutes(2), now: now)
            }
            #expect(won.filter { $0 }.count == 1)
            #expect(
                try await stores.replays.claim(
                    Sample.hash("other"), until: now + .minutes(2), now: now))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofParallelFirstKeysOneIsKeptAndSeenByAll(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let seen = try await race { [now] number in
                try await stores.signingKeys.addFirst(
                    StoredSigningKey(
                        id: "key-\(number)", sealedPrivateKey: [UInt8(number)], createdAt: now),
                    recording: Sample.record(.accountAdded, nil))
                return try await stores.signingKeys.keys()
            }
            let first = try #require(seen.first)
            #expect(first.count == 1)
            #expect(seen.allSatisfy { $0 == first })
            #expect(try await stores.actions(of: nil).count == 1)
        }
    }
}
