/// What an operator calls a key: 1–64 characters without control characters or outer white space.
///
/// Two active keys may not differ in case alone. The text must be in Unicode normalization form
/// C; adapters normalize what they read.
package struct APIKeyName: Sendable, Hashable {
    /// As the operator wrote it.
    package let text: String
    /// What is unique among active keys: case is ignored.
    package var key: String { text.lowercased() }

    /// Checks a name.
    ///
    /// - Returns: `nil` when `text` is empty, over 64 characters or 256 bytes, or has invisible
    ///   characters or white space at either end.
    package init?(_ text: String) {
        guard text.isVisibleLine(upTo: 64) else { return nil }
        self.text = text
    }
}
