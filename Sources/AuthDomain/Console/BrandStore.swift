extension Brand {
    /// A version of the changes, as it was saved.
    package struct Saved: Sendable, Equatable {
        /// 1, 2, 3 …
        package let number: Int
        /// The changes as JSON.
        package let text: String
        /// An actor of the audit log.
        package let savedBy: String
        package let savedAt: Instant

        /// A version as stored.
        package init(number: Int, text: String, savedBy: String, savedAt: Instant) {
            self.number = number
            self.text = text
            self.savedBy = savedBy
            self.savedAt = savedAt
        }
    }
}

/// Keeps what the console says of the brand.
package protocol BrandStore: Sendable {
    /// The newest version; `nil` when none was ever saved.
    func latest() async throws(StoreError) -> Brand.Saved?

    /// Saves `changes`, which were written on the version `number` (0: on none).
    ///
    /// - Returns: `false` when there is a newer one: of concurrent calls over the same version one saves.
    func save(
        _ changes: Brand.Changes, over number: Int, recording record: Record
    ) async throws(StoreError) -> Bool

    /// Signals that another version may be there.
    func changes() -> any ChangeSignal
}
