import AuthDomain

extension Sample {
    /// An active key that may check codes.
    package static func apiKey(
        _ name: String = "shop", scopes: [APIKey.Scope] = [.verifyCodes], at: Instant = morning
    ) -> APIKey {
        APIKey(
            id: id(), name: required(APIKeyName(name), "key name"), scopes: scopes, createdAt: at)
    }
}

extension Stores {
    /// Adds a key whose secret has the hash of `seed`.
    @discardableResult
    package func add(_ key: APIKey, _ seed: String = "secret") async throws -> APIKey {
        let added = try await apiKeys.add(
            key, hash: Sample.hash(seed), recording: Sample.record(.apiKeyAdded, nil))
        precondition(added, "the sample's name is free")
        return key
    }
}
