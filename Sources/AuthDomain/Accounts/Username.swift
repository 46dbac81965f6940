/// A name to sign in with: 1–64 characters without control characters or outer white space.
///
/// `maria` and `Maria` are one person: ``key`` ignores case. The text must be in Unicode
/// normalization form C; adapters normalize what they read.
package struct Username: Sendable, Hashable {
    /// As the administrator wrote it.
    package let text: String
    /// What is compared and unique.
    package let key: String

    /// Checks a username.
    ///
    /// - Returns: `nil` when `text` is empty, over 64 characters or 256 bytes, or has control
    ///   characters or white space at either end.
    package init?(_ text: String) {
        guard (1...64).contains(text.count), text.utf8.count <= 256,
            text.first?.isWhitespace == false, text.last?.isWhitespace == false,
            !text.unicodeScalars.contains(where: { InvisibleText.isInvisible($0) })
        else { return nil }
        self.text = text
        key = text.lowercased()
    }
}
