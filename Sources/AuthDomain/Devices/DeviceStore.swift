/// Keeps registered devices. Only active ones are ever returned.
package protocol DeviceStore: Sendable {
    /// The active devices of `account`, oldest first; at most 20.
    func active(of account: Identifier<Account>) async throws(StoreError) -> [Device]

    /// The active devices of the person whose username has this key, oldest first, in one query;
    /// at most 20. Empty when there is nobody of that name, or the person is disabled.
    func active(ofUsername key: String) async throws(StoreError) -> [Device]

    /// The active phone of `account` with this DPoP key.
    func phone(
        of account: Identifier<Account>, thumbprint: String
    ) async throws(StoreError) -> Device?

    /// The active phone with this DPoP key of the person whose username has this key.
    func phone(
        ofUsername key: String, thumbprint: String
    ) async throws(StoreError) -> Device?

    /// The active device with this identifier.
    func device(_ id: Identifier<Device>) async throws(StoreError) -> Device?

    /// Spends `step` for `device` and writes `record`, both or neither.
    ///
    /// Of concurrent calls with the same step exactly one returns `true`; a step at or before
    /// the last one never does.
    func spend(
        _ step: UInt64, of device: Identifier<Device>, at: Instant, recording record: Record
    ) async throws(StoreError) -> Bool

    /// Revokes a device of `account` and what rests on it: its tokens, the tokens of sign-ins
    /// with a code, and all portal sessions but the one with the hash `session`.
    ///
    /// - Returns: `false` when it was not active any more.
    func revoke(
        _ device: Identifier<Device>, of account: Identifier<Account>, at: Instant,
        keeping session: [UInt8]?, recording record: Record
    ) async throws(StoreError) -> Bool
}
