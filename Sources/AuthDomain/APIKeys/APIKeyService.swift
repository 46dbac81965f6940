/// Adds, lists, revokes and recognizes API keys.
package struct APIKeyService: Sendable {
    private let keys: any APIKeyStore
    private let random: any Randomness
    private let digest: any Digesting
    private let clock: any Timekeeping
    private let notes = LastUseNotes()

    /// How exactly the last use of a key is known.
    package static let lastUsePrecision = Duration.minutes(1)

    /// Works on `keys`.
    package init(
        keys: any APIKeyStore, random: any Randomness, digest: any Digesting,
        clock: any Timekeeping
    ) {
        self.keys = keys
        self.random = random
        self.digest = digest
        self.clock = clock
    }

    /// Whether a program may do what it asks for.
    package enum Verdict: Sendable, Equatable {
        case granted(APIKey)
        /// The key is good, and for other things.
        case outOfScope
        /// Malformed, never made, or revoked: nobody outside can tell which.
        case unknown
    }

    /// Makes a key. Its secret is in the answer and nowhere else.
    ///
    /// - Returns: `nil` when an active key has the same name, ignoring case.
    package func add(
        _ name: APIKeyName, scopes: [APIKey.Scope] = [.verifyCodes], by actor: Audit.Actor,
        source: RequestSource
    ) async throws(StoreError) -> (key: APIKey, secret: APIKeySecret)? {
        let now = clock.now
        let secret = APIKeySecret(random: random, digest: digest)
        let key = APIKey(
            id: Identifier(random: random), name: name, scopes: scopes, createdAt: now)
        let entry = Audit.Entry(
            .apiKeyAdded, account: nil, by: actor, subject: key.id.text,
            details: [
                Audit.Detail("name", name.text),
                Audit.Detail("scopes", scopes.map(\.rawValue).joined(separator: " ")),
            ], at: now, source: source)
        let added = try await keys.add(key, hash: secret.hash, recording: Record(entry))
        return added ? (key, secret) : nil
    }

    /// All keys, revoked ones too, oldest first.
    package func list() async throws(StoreError) -> [APIKey] {
        try await keys.keys()
    }

    /// Revokes the active key with this identifier, or else with this name, ignoring case.
    ///
    /// - Returns: the key as it was; `nil` when there is no such active key.
    package func revoke(
        _ nameOrID: String, by actor: Audit.Actor, source: RequestSource
    ) async throws(StoreError) -> APIKey? {
        let active = try await keys.keys().filter { $0.revokedAt == nil }
        let name = nameOrID.lowercased()
        guard
            let key = active.first(where: { $0.id.text == nameOrID })
                ?? active.first(where: { $0.name.key == name })
        else { return nil }
        let now = clock.now
        let entry = Audit.Entry(
            .apiKeyRevoked, account: nil, by: actor, subject: key.id.text,
            details: [Audit.Detail("name", key.name.text)], at: now, source: source)
        return try await keys.revoke(key.id, at: now, recording: Record(entry)) ? key : nil
    }

    /// Whether `text` is an active key that opens `scope`, and if so, notes its use.
    ///
    /// The use is written at most once a minute; a write that fails changes nothing for the
    /// caller.
    package func authenticate(
        _ text: String, needing scope: APIKey.Scope
    ) async throws(StoreError) -> Verdict {
        guard let secret = APIKeySecret(shown: text, digest: digest),
            let key = try await keys.active(hash: secret.hash)
        else { return .unknown }
        guard key.scopes.contains(scope) else { return .outOfScope }
        let now = clock.now
        let earlier = now - Self.lastUsePrecision
        if notes.claim(key, at: now, unlessAfter: earlier) {
            try? await keys.noteUse(of: key.id, at: now, unlessAfter: earlier)
        }
        return .granted(key)
    }
}
