/// Keeps API keys.
package protocol APIKeyStore: Sendable {
    /// Adds `key` under the hash of its secret, unless an active key has the same name.
    ///
    /// - Returns: whether it was added; of concurrent calls with one name exactly one is.
    func add(
        _ key: APIKey, hash: [UInt8], recording record: Record
    ) async throws(StoreError) -> Bool

    /// All keys, revoked ones too, oldest first.
    func keys() async throws(StoreError) -> [APIKey]

    /// The active key whose secret has this hash. The one look-up of every call by a program.
    func active(hash: [UInt8]) async throws(StoreError) -> APIKey?

    /// Revokes a key: the next call with it is refused.
    ///
    /// - Returns: `false` when it was not active any more; of concurrent calls exactly one wins.
    func revoke(
        _ id: Identifier<APIKey>, at now: Instant, recording record: Record
    ) async throws(StoreError) -> Bool

    /// Notes that an active key was used, unless a use after `earlier` is noted already.
    func noteUse(
        of id: Identifier<APIKey>, at now: Instant, unlessAfter earlier: Instant
    ) async throws(StoreError)
}
