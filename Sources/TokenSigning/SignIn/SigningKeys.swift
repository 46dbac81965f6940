import AuthDomain
import JWTKit

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The deployment's signing keys in memory, read from the store and made on first use.
///
/// Other processes may add keys: the set is read again after five minutes, and at once for a
/// key that is not in it, but for that at most every ten seconds, because anyone can send a
/// token with an invented `kid`.
actor SigningKeys {
    private static let lifetime = Duration.minutes(5)
    private static let shortestLifetime = Duration.seconds(10)

    private let store: any SigningKeyStore
    private let sealing: any Sealing
    private let digest: any Digesting
    private let record: @Sendable (StoredSigningKey) -> Record
    /// Newest first; replaced as a whole.
    private var keys: [SigningKey] = []
    private var readAt = Instant(milliseconds: 0)

    init(
        store: any SigningKeyStore, sealing: any Sealing, digest: any Digesting,
        record: @escaping @Sendable (StoredSigningKey) -> Record
    ) {
        self.store = store
        self.sealing = sealing
        self.digest = digest
        self.record = record
    }

    /// Every key that may verify, newest first; never empty. The first one signs.
    func all(now: Instant) async throws(StoreError) -> [SigningKey] {
        if keys.isEmpty {
            try await read(now: now)
            if keys.isEmpty {
                try await addFirst(now: now)
                try await read(now: now)
            }
            guard !keys.isEmpty else { throw .inconsistent(reason: "no signing key was stored") }
        } else if now - readAt > Self.lifetime || now < readAt {
            // Known keys serve everyone else meanwhile, and also when the store is away.
            readAt = now
            try? await read(now: now)
        }
        return keys
    }

    /// The key with a `kid`; `nil` when the deployment has none.
    func key(_ id: String, now: Instant) async throws(StoreError) -> SigningKey? {
        if let key = try await all(now: now).first(where: { $0.id == id }) { return key }
        guard now - readAt > Self.shortestLifetime else { return nil }
        try await read(now: now)
        return keys.first { $0.id == id }
    }

    private func read(now: Instant) async throws(StoreError) {
        var opened: [SigningKey] = []
        for stored in try await store.keys() {
            let pem: String
            do throws(SealError) {
                let secret = try sealing.open(
                    stored.sealedPrivateKey, for: Self.place(of: stored.id))
                pem = secret.withBytes { String(decoding: $0, as: UTF8.self) }
            } catch {
                throw .inconsistent(reason: "signing key \(stored.id) does not open: \(error)")
            }
            guard let key = try? ES256PrivateKey(pem: pem) else {
                throw .inconsistent(reason: "signing key \(stored.id) is not a private key")
            }
            let opening = try await SigningKey(key, digest: digest)
            guard opening.id == stored.id else {
                throw .inconsistent(reason: "signing key \(stored.id) has another thumbprint")
            }
            opened.append(opening)
        }
        keys = opened
        readAt = now
    }

    /// Stores a fresh key unless another process was faster.
    private func addFirst(now: Instant) async throws(StoreError) {
        let key = ES256PrivateKey()
        let id = try await SigningKey(key, digest: digest).id
        let sealed: [UInt8]
        do throws(SealError) {
            sealed = try sealing.seal(
                SecretBytes(Array(key.pemRepresentation.utf8)), for: Self.place(of: id))
        } catch {
            throw .inconsistent(reason: "a signing key could not be sealed")
        }
        let stored = StoredSigningKey(id: id, sealedPrivateKey: sealed, createdAt: now)
        try await store.addFirst(stored, recording: record(stored))
    }

    /// What the private half is sealed for.
    private static func place(of id: String) -> SealContext {
        SealContext(table: "signing_keys", column: "private_key", row: id)
    }
}
