/// A version of something that administrators change at run time, as it was saved.
package struct SavedVersion: Sendable, Equatable {
    /// 1, 2, 3 …
    package let number: Int
    /// What was saved, as JSON.
    package let text: String
    /// The actor of the audit log who saved it.
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
