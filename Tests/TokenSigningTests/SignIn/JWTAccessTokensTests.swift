import AuthDomain
import Cryptography
import Foundation
import JWTKit
import OTPCore
import Synchronization
import Testing

@testable import TokenSigning

@Suite struct JWTAccessTokensTests {
    private let origin = "https://id.example"
    private let now = Instant(milliseconds: 1_800_000_000_500)
    private let store = MemoryKeys()
    private let sealing: AESSealer

    init() throws {
        sealing = AESSealer(
            ring: try #require(Keyring([KeyEncryptionKey(random: SystemRandomness())])))
    }

    private func tokens(
        origin: String? = nil, store: MemoryKeys? = nil, clock: MovableClock? = nil
    ) -> JWTAccessTokens {
        JWTAccessTokens(
            origin: origin ?? self.origin, store: store ?? self.store, sealing: sealing,
            digest: LibraryDigest(), clock: clock ?? MovableClock(now)
        ) { [now] key in
            Record(
                Audit.Entry(
                    .accountAdded, account: nil, by: .system, subject: key.id, at: now,
                    source: .commandLine(reference: "test")))
        }
    }

    private func claims(device: String? = "phone") throws -> AccessClaims {
        AccessClaims(
            account: try #require(Identifier("maria")), family: try #require(Identifier("family")),
            device: device.flatMap { Identifier($0) },
            thumbprint: "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I", clientID: "countersign-app",
            scope: "profile", methods: .passwordAndDevice,
            authenticatedAt: Instant(milliseconds: 1_799_999_990_000))
    }

    private func sign(_ tokens: JWTAccessTokens, device: String? = "phone") async throws -> String {
        try await tokens.sign(
            try claims(device: device), id: "id", issuedAt: now, expiry: now + .seconds(300))
    }

    @Test(arguments: ["phone", nil])
    func whatIsSignedVerifies(device: String?) async throws {
        let tokens = tokens()
        let token = try await sign(tokens, device: device)
        #expect(try await tokens.verify(token, now: now) == claims(device: device))
        #expect(try await self.tokens().verify(token, now: now) == claims(device: device))
        #expect(token.utf8.count < 1200)
    }

    @Test func theTokenSaysWhatRFC9068Asks() async throws {
        let parts = try await sign(tokens()).split(separator: ".").map(String.init)
        let header = try #require(object(parts[0]))
        let payload = try #require(object(parts[1]))
        let keys = await store.all
        #expect(header["typ"] as? String == "at+jwt")
        #expect(header["alg"] as? String == "ES256")
        #expect(header["kid"] as? String == keys.first?.id)
        #expect(Set(header.keys) == ["typ", "alg", "kid"])
        #expect(payload["iss"] as? String == origin)
        #expect(payload["aud"] as? String == origin)
        #expect(payload["sub"] as? String == "maria")
        #expect(payload["client_id"] as? String == "countersign-app")
        #expect(payload["scope"] as? String == "profile")
        #expect(payload["jti"] as? String == "id")
        #expect(payload["iat"] as? Int == 1_800_000_000)
        #expect(payload["exp"] as? Int == 1_800_000_300)
        #expect(payload["auth_time"] as? Int == 1_799_999_990)
        #expect(payload["amr"] as? [String] == ["pwd", "pop", "swk", "mfa"])
        #expect(payload["acr"] as? String == "aal2")
        #expect(payload["sid"] as? String == "family")
        #expect(payload["device"] as? String == "phone")
        #expect((payload["cnf"] as? [String: String])?.keys.sorted() == ["jkt"])
    }

    private func object(_ part: String) -> [String: Any]? {
        Base64URL.decode(part).flatMap {
            try? JSONSerialization.jsonObject(with: Data($0)) as? [String: Any]
        }
    }

    @Test func aTokenExpiresInTime() async throws {
        let tokens = tokens()
        let token = try await sign(tokens)
        #expect(try await tokens.verify(token, now: now + .seconds(299)) != nil)
        #expect(try await tokens.verify(token, now: now + .seconds(300)) == nil)
    }

    @Test func aTokenOfAnotherDeploymentIsRefused() async throws {
        let token = try await sign(tokens())
        #expect(try await tokens(origin: "https://other.example").verify(token, now: now) == nil)
        #expect(try await tokens(store: MemoryKeys()).verify(token, now: now) == nil)
    }

    /// Changes of a token that is signed with the deployment's own key.
    private static let wrong: [@Sendable (inout Draft) -> Void] = [
        { $0.header["typ"] = #""JWT""# }, { $0.header["typ"] = nil },
        { $0.header["typ"] = #""dpop+jwt""# },
        { $0.header["alg"] = #""none""# }, { $0.header["alg"] = #""HS256""# },
        { $0.header["alg"] = nil }, { $0.header["kid"] = nil }, { $0.header["kid"] = #""other""# },
        { $0.header["crit"] = "[]" },
        { $0.payload["iss"] = #""https://evil""# }, { $0.payload["iss"] = nil },
        { $0.payload["aud"] = #""https://evil""# }, { $0.payload["aud"] = nil },
        { $0.payload["aud"] = #"["https://id.example","https://evil"]"# },
        { $0.payload["exp"] = nil }, { $0.payload["exp"] = "1799999999" },
        { $0.payload["exp"] = #""1900000000""# }, { $0.payload["exp"] = "1e99" },
        { $0.payload["sub"] = nil }, { $0.payload["sub"] = #""a b""# },
        { $0.payload["device"] = #""""# }, { $0.payload["cnf"] = nil },
        { $0.payload["cnf"] = "{}" }, { $0.payload["auth_time"] = "9223372036854775807" },
        { $0.payload["pad"] = "\"\(String(repeating: "p", count: 4096))\"" },
    ]

    @Test func eachWrongMemberIsRefused() async throws {
        let tokens = tokens()
        let draft = try await ownDraft(tokens)
        #expect(try await tokens.verify(draft.token(), now: now) == claims())
        for (index, edit) in Self.wrong.enumerated() {
            var edited = draft
            edit(&edited)
            #expect(try await tokens.verify(edited.token(), now: now) == nil, "\(index)")
        }
    }

    /// A token's own header and payload, to be signed again with the deployment's key.
    private func ownDraft(_ tokens: JWTAccessTokens) async throws -> Draft {
        let token = try await sign(tokens)
        let parts = token.split(separator: ".").map(String.init)
        func members(_ part: String) throws -> [String: String] {
            try #require(object(part)).mapValues { value in
                let data = try JSONSerialization.data(
                    withJSONObject: value, options: .fragmentsAllowed)
                return String(decoding: data, as: UTF8.self)
            }
        }
        let stored = try #require(await store.all.first)
        let pem = try sealing.open(
            stored.sealedPrivateKey,
            for: SealContext(table: "signing_keys", column: "private_key", row: stored.id))
        let key = try ES256PrivateKey(pem: String(decoding: pem.bytes, as: UTF8.self))
        return Draft(
            header: try members(parts[0]), payload: try members(parts[1]),
            signedBy: try await JWTKeyCollection().add(ecdsa: key).getKey())
    }

    @Test func aForeignSignatureIsRefused() async throws {
        let tokens = tokens()
        let own = try await ownDraft(tokens)
        let foreign = try await ProofClient()
        var draft = Draft(header: own.header, payload: own.payload, signedBy: foreign.algorithm)
        #expect(try await tokens.verify(draft.token(), now: now) == nil)
        draft.header["jwk"] = Draft.json(foreign.jwk)
        draft.header["jku"] = #""https://evil/keys""#
        #expect(try await tokens.verify(draft.token(), now: now) == nil)
        for text in ["", "..", "a.b.c", "Bearer", String(repeating: ".", count: 5000)] {
            #expect(try await tokens.verify(text, now: now) == nil)
        }
    }

    @Test func concurrentFirstUsesMakeOneKey() async throws {
        let servers = [tokens(), tokens(), tokens()]
        let signed = try await withThrowingTaskGroup(of: String.self) { group in
            for index in 0..<30 {
                group.addTask { try await sign(servers[index % 3]) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(await store.all.count == 1)
        for token in signed {
            for server in servers { #expect(try await server.verify(token, now: now) != nil) }
        }
    }

    @Test func theKeySetHasThePublicHalvesOnly() async throws {
        let tokens = tokens()
        let token = try await sign(tokens)
        let text = try await tokens.keySet()
        let set = try JSONDecoder().decode([String: [[String: String]]].self, from: Data(text.utf8))
        let key = try #require(set["keys"]?.first)
        #expect(set["keys"]?.count == 1)
        #expect(Set(key.keys) == ["kty", "crv", "x", "y", "alg", "use", "kid"])
        // JWTKit reads the set and verifies the token with it.
        let collection = try await JWTKeyCollection().add(jwksJSON: text)
        let payload = try await collection.verify(token, as: AccessTokenPayload.self)
        #expect(payload.sub == "maria")
    }

    @Test func aNewerKeySignsOnceItIsSeenAndTheOlderStillVerifies() async throws {
        let clock = MovableClock(now)
        let tokens = tokens(clock: clock)
        let old = try await sign(tokens)
        // Another server with a store of its own makes a key, which then joins this store.
        let other = MemoryKeys()
        let new = try await sign(self.tokens(store: other))
        await store.join(other)
        let reads = await store.reads
        for _ in 0..<10 { #expect(try await tokens.verify(new, now: now) == nil) }
        #expect(await store.reads == reads)
        clock.advance(by: .seconds(11))
        #expect(try await tokens.verify(new, now: now) != nil)
        #expect(try await tokens.verify(old, now: now) != nil)
        let kid = try #require(object(String(await sign(tokens).prefix { $0 != "." })))["kid"]
        #expect(kid as? String == (await other.all.first?.id))
    }

    @Test func aStoreThatIsAwayStopsNoKnownKey() async throws {
        let clock = MovableClock(now)
        let tokens = tokens(clock: clock)
        let token = try await sign(tokens)
        await store.goAway()
        clock.advance(by: .minutes(6))
        #expect(try await tokens.verify(token, now: now) != nil)
        await #expect(throws: StoreError.unavailable(reason: "away")) {
            try await self.tokens().verify(token, now: now)
        }
    }

    @Test func aKeyThatDoesNotOpenIsAnErrorAndNotANewKey() async throws {
        _ = try await sign(tokens())
        let stored = try #require(await store.all.first)
        let moved = MemoryKeys()
        try await moved.addFirst(
            StoredSigningKey(
                id: "moved", sealedPrivateKey: stored.sealedPrivateKey, createdAt: now),
            recording: record)
        await #expect(throws: StoreError.self) { try await sign(tokens(store: moved)) }
        #expect(await moved.all.count == 1)
    }

    private var record: Record {
        Record(
            Audit.Entry(
                .accountAdded, account: nil, by: .system, at: now,
                source: .commandLine(reference: "test")))
    }
}

/// Signing keys in memory.
private actor MemoryKeys: SigningKeyStore {
    /// Newest first.
    private(set) var all: [StoredSigningKey] = []
    private(set) var reads = 0
    private var isAway = false

    func keys() async throws(StoreError) -> [StoredSigningKey] {
        guard !isAway else { throw .unavailable(reason: "away") }
        reads += 1
        return all
    }

    func goAway() { isAway = true }

    func addFirst(_ key: StoredSigningKey, recording record: Record) async throws(StoreError) {
        if all.isEmpty { all = [key] }
    }

    func join(_ other: MemoryKeys) async {
        all = await other.all + all
    }
}

/// A clock that stands until it is moved.
private final class MovableClock: Timekeeping {
    private let time: Mutex<Instant>

    init(_ now: Instant) { time = Mutex(now) }

    var now: Instant { time.withLock { $0 } }

    func advance(by span: Duration) {
        time.withLock { $0 = $0 + span }
    }
}
