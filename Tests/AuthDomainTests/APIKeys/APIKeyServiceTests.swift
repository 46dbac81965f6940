import AuthDomain
import SQLStorage
import Synchronization
import TestSupport
import Testing

/// A key opens what it is for, from its making to its end, and its use is noted at little cost.
@Suite struct APIKeyServiceTests {
    @Test func aKeyOpensItsScopeUntilItIsRevoked() async throws {
        try await World.run { world in
            let service = world.apiKeys()
            let (key, secret) = try await world.addKey(service)
            #expect(key.scopes == [.verifyCodes])
            #expect(try await service.authenticate(secret.text, needing: .verifyCodes) == .granted(key))
            let revoked = try await service.revoke(
                "shop", by: .commandLine, source: Sample.source)
            #expect(revoked?.id == key.id)
            #expect(try await service.authenticate(secret.text, needing: .verifyCodes) == .unknown)
            let again = try await service.revoke("shop", by: .commandLine, source: Sample.source)
            #expect(again == nil)
            #expect(try await world.stores.actions(of: nil) == [.apiKeyAdded, .apiKeyRevoked])
            #expect(try await world.stores.auditFlaws() == [])
        }
    }

    @Test func whatIsStoredHasNoSecret() async throws {
        try await World.run { world in
            let (_, secret) = try await world.addKey(world.apiKeys())
            let rows =
                try await world.stores.rows("SELECT * FROM api_keys")
                + world.stores.rows("SELECT * FROM audit_entries")
            #expect(rows.count == 2)
            let bare = String(secret.text.dropFirst(4))
            for value in rows.flatMap(\.values) {
                if case .text(let text) = value { #expect(!text.contains(bare)) }
            }
            #expect(rows[0].values.contains(.bytes(secret.hash)))
        }
    }

    @Test func oneNameIsOneActiveKey() async throws {
        try await World.run { world in
            let service = world.apiKeys()
            let (first, _) = try await world.addKey(service)
            let taken = try await service.add(
                Sample.required(APIKeyName("SHOP")), by: .commandLine, source: Sample.source)
            #expect(taken == nil)
            _ = try await service.revoke(first.id.text, by: .commandLine, source: Sample.source)
            let (second, secret) = try await world.addKey(service)
            #expect(try await service.list().map(\.id).count == 2)
            let found = try await service.revoke("Shop", by: .commandLine, source: Sample.source)
            #expect(found?.id == second.id)
            #expect(try await service.authenticate(secret.text, needing: .verifyCodes) == .unknown)
        }
    }

    @Test func aNameThatIsAnothersIdentifierRevokesTheOther() async throws {
        try await World.run { world in
            let service = world.apiKeys()
            let (victim, _) = try await world.addKey(service)
            try await world.addKey(service, victim.id.text)
            let found = try await service.revoke(
                victim.id.text, by: .commandLine, source: Sample.source)
            #expect(found?.id == victim.id)
        }
    }

    @Test func aKeyWithoutTheScopeOpensNothing() async throws {
        try await World.run { world in
            let service = world.apiKeys()
            let (_, secret) = try await world.addKey(service, scopes: [])
            #expect(
                try await service.authenticate(secret.text, needing: .verifyCodes) == .outOfScope)
            #expect(try await service.list().map(\.lastUsedAt) == [nil])
        }
    }

    @Test func lastUseIsWrittenOnceAMinute() async throws {
        try await World.run { world in
            let store = CountingKeyStore(world.stores.apiKeys)
            let service = world.apiKeys(store)
            let (_, secret) = try await world.addKey(service)
            let start = world.clock.now
            for (advance, writes, used) in [(0, 1, 0), (59, 1, 0), (1, 2, 60), (3600, 3, 3660)] {
                world.clock.advance(by: .seconds(advance))
                _ = try await race(20) { _ in
                    try await service.authenticate(secret.text, needing: .verifyCodes)
                }
                #expect(store.notes == writes)
                let keys = try await service.list()
                #expect(keys.map(\.lastUsedAt) == [start + .seconds(used)])
            }
            // Another process knows from the row that the use is noted.
            let other = world.apiKeys(store)
            _ = try await other.authenticate(secret.text, needing: .verifyCodes)
            #expect(store.notes == 3)
        }
    }

    @Test func aUseThatCannotBeNotedIsAUseAllTheSame() async throws {
        try await World.run { world in
            let store = CountingKeyStore(world.stores.apiKeys, failing: true)
            let service = world.apiKeys(store)
            let (key, secret) = try await world.addKey(service)
            #expect(try await service.authenticate(secret.text, needing: .verifyCodes) == .granted(key))
            #expect(store.notes == 1)
        }
    }
}

extension World {
    fileprivate func apiKeys(_ store: (any APIKeyStore)? = nil) -> APIKeyService {
        APIKeyService(keys: store ?? stores.apiKeys, random: random, digest: digest, clock: clock)
    }

    @discardableResult
    fileprivate func addKey(
        _ service: APIKeyService, _ name: String = "shop",
        scopes: [APIKey.Scope] = [.verifyCodes]
    ) async throws -> (APIKey, APIKeySecret) {
        let added = try await service.add(
            Sample.required(APIKeyName(name)), scopes: scopes, by: .commandLine,
            source: Sample.source)
        let (key, secret) = Sample.required(added, "key")
        return (key, secret)
    }
}

/// Counts the writes of last uses, and fails them if asked to.
private final class CountingKeyStore: APIKeyStore {
    private let store: any APIKeyStore
    private let failing: Bool
    private let count = Mutex(0)

    init(_ store: any APIKeyStore, failing: Bool = false) {
        self.store = store
        self.failing = failing
    }

    var notes: Int { count.withLock { $0 } }

    func add(
        _ key: APIKey, hash: [UInt8], recording record: Record
    ) async throws(StoreError) -> Bool {
        try await store.add(key, hash: hash, recording: record)
    }

    func keys() async throws(StoreError) -> [APIKey] { try await store.keys() }

    func active(hash: [UInt8]) async throws(StoreError) -> APIKey? {
        try await store.active(hash: hash)
    }

    func revoke(
        _ id: Identifier<APIKey>, at now: Instant, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await store.revoke(id, at: now, recording: record)
    }

    func noteUse(
        of id: Identifier<APIKey>, at now: Instant, unlessAfter earlier: Instant
    ) async throws(StoreError) {
        count.withLock { $0 += 1 }
        if failing { throw .unavailable(reason: "test") }
        try await store.noteUse(of: id, at: now, unlessAfter: earlier)
    }
}
