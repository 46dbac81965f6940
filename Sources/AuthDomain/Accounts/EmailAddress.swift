/// An address for e-mail: one line, one `@`, something on both sides.
package enum EmailAddress {
    /// `text` when it may be an address (RFC 5321 §4.5.3.1 limits, no white space or control
    /// characters, no list of several); else `nil`.
    package static func check(_ text: String) -> String? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count),
            (1...255).contains(parts[1].utf8.count),
            !text.unicodeScalars.contains(where: {
                InvisibleText.isInvisible($0) || $0.properties.isWhitespace || ",;<>()\"\\".unicodeScalars.contains($0)
            })
        else { return nil }
        return text
    }
}
