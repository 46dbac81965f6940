/// Keeps what the console says of the brand.
package protocol BrandStore: Sendable {
    /// The newest version; `nil` when none was ever saved.
    func latest() async throws(StoreError) -> SavedVersion?

    /// Saves `changes`, which were written on the version `number` (0: on none).
    ///
    /// - Returns: `false` when there is a newer one: of concurrent calls over the same version one saves.
    func save(
        _ changes: Brand.Changes, over number: Int, recording record: Record
    ) async throws(StoreError) -> Bool

    /// Signals that another version may be there.
    func changes() -> any ChangeSignal
}
