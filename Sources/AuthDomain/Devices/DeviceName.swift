/// What a person calls a device: 1–64 characters, compared exactly when pairing.
///
/// The text must be in Unicode normalization form C; adapters normalize what they read. Two
/// names of one person may not differ in case alone.
package struct DeviceName: Sendable, Hashable {
    /// Exactly as typed.
    package let text: String
    /// What is unique per person: case is ignored.
    package var key: String { text.lowercased() }

    /// Checks a name.
    ///
    /// - Returns: `nil` when nothing of it can be seen, it is over 64 characters or 256 bytes, or has
    ///   characters that control or turn the text.
    package init?(_ text: String) {
        guard (1...64).contains(text.count), text.utf8.count <= 256,
            text.unicodeScalars.contains(where: Self.isVisible),
            !text.unicodeScalars.contains(where: { InvisibleText.isInvisible($0) })
        else { return nil }
        self.text = text
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint
            && scalar.properties.generalCategory != .format
    }

    /// How two names differ, as far as it helps the person who typed one of them.
    package enum Difference: String, Sendable, CaseIterable {
        case letterCase = "case"
        case spaces
        case quotes
        case other
    }

    /// How `self` differs from `other`; `nil` when they are the same bytes.
    package func difference(from other: DeviceName) -> Difference? {
        if Array(text.utf8) == Array(other.text.utf8) { return nil }
        if key == other.key { return .letterCase }
        if Self.withoutSpaces(text) == Self.withoutSpaces(other.text) { return .spaces }
        if Self.plainQuotes(text) == Self.plainQuotes(other.text) { return .quotes }
        return .other
    }

    private static func withoutSpaces(_ text: String) -> String {
        String(text.filter { !$0.isWhitespace })
    }

    /// Curly quotes and primes become their plain forms.
    private static func plainQuotes(_ text: String) -> String {
        String(
            text.map { character -> Character in
                switch character {
                case "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}", "\u{2032}", "`", "\u{B4}": "'"
                case "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}", "\u{2033}": "\""
                default: character
                }
            })
    }
}
