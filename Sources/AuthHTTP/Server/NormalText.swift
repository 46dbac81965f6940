import Foundation

/// Brings text from clients into Unicode normalization form C, as every rule expects it.
enum NormalText {
    /// The longest text that is normalized, in bytes; the work grows with its square.
    static let longest = 2048

    /// `text` in form C, or `nil` when it is longer than ``longest`` bytes.
    static func read(_ text: String) -> String? {
        guard text.utf8.count <= longest else { return nil }
        return text.precomposedStringWithCanonicalMapping
    }
}
