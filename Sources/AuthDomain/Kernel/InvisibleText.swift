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
}
