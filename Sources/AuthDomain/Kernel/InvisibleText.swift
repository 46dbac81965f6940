/// Characters that change how text is read without being seen.
package enum InvisibleText {
    /// Whether `scalar` is a control character, a direction override, or another format character
    /// than the joiners that some scripts and emoji need (U+200C, U+200D).
    package static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format: scalar.value != 0x200C && scalar.value != 0x200D
        default: false
        }
    }

    /// Whether `scalar` alone leaves a mark: no space, joiner, filler or selector, and not the empty braille cell.
    static func showsSomething(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            false
        default: !scalar.properties.isDefaultIgnorableCodePoint && scalar.value != 0x2800
        }
    }
}

extension String {
    /// Whether this is one line of 1 to `count` characters, four bytes for each at most, that shows something: without
    /// invisible characters, and without white space at either end.
    func isVisibleLine(upTo count: Int) -> Bool {
        utf8.count <= 4 * count && (1...count).contains(self.count)
            && first?.isWhitespace == false && last?.isWhitespace == false
            && !unicodeScalars.contains { InvisibleText.isInvisible($0) }
            && unicodeScalars.contains { InvisibleText.showsSomething($0) }
    }
}
