/// Keeps what all servers of a deployment have agreed on.
package protocol DeploymentStore: Sendable {
    /// The value under `name`; `nil` when there is none.
    func value(_ name: String) async throws(StoreError) -> [UInt8]?

    /// Keeps `value` under `name`, unless there is one already.
    ///
    /// - Returns: the value that is kept: of servers that start together, one sets it for all.
    func keep(_ value: [UInt8], as name: String) async throws(StoreError) -> [UInt8]

    /// Whether nobody has used the database yet: no accounts and no signing keys.
    func isUnused() async throws(StoreError) -> Bool
}

/// Finds out whether a server has the key-encryption key that its database was written with.
package struct KeyCheck: Sendable {
    /// The name under which the proof is kept; what is kept there differs between installations.
    package static let name = "key_check"
    private static let context = SealContext(table: "deployment", column: "value", row: name)
    private static let known = Array("countersign/key-check/v1".utf8)

    private let store: any DeploymentStore

    /// Checks against `store`.
    package init(store: any DeploymentStore) { self.store = store }

    /// Whether a key may still be made: no secret was ever sealed here.
    package func mayMakeKey() async throws(StoreError) -> Bool {
        guard try await store.value(Self.name) == nil else { return false }
        return try await store.isUnused()
    }

    /// Whether `sealer` opens what the deployment's first server sealed. The first call on a
    /// database seals it.
    package func fits(_ sealer: any Sealing) async throws(StoreError) -> Bool {
        var sealed = try await store.value(Self.name)
        if sealed == nil {
            guard let mine = try? sealer.seal(SecretBytes(Self.known), for: Self.context) else {
                return false
            }
            sealed = try await store.keep(mine, as: Self.name)
        }
        guard let sealed, let opened = try? sealer.open(sealed, for: Self.context) else { return false }
        return equalInConstantTime(opened.bytes, Self.known)
    }
}
