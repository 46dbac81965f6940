/// Finds the keys of phrases in Swift sources: `Phrase("…\(value)…")`, `Phrase("""…""")` and
/// `Phrase(count, one: "…", other: "…")`, as the compiler would make them.
struct PhraseScanner {
    /// What a source asks the catalogue for.
    struct Found: Hashable {
        let key: String
        /// The sentence depends on a number.
        let isCounted: Bool
    }

    private let source: [Character]
    private var position = 0

    /// All phrases in `source`; those whose text is no literal are not found.
    static func phrases(in source: String) -> Set<Found> {
        var scanner = PhraseScanner(source: Array(source))
        var found: Set<Found> = []
        while scanner.skip(past: "Phrase(") {
            if let phrase = scanner.phrase(), !phrase.key.isEmpty, phrase.key != "{1}" {
                found.insert(phrase)
            }
        }
        return found
    }

    private init(source: [Character]) {
        self.source = source
    }

    private mutating func phrase() -> Found? {
        skipSpace()
        if let key = literal() { return Found(key: key, isCounted: false) }
        let start = position
        guard skip(past: "other:"), position - start < 400 else {
            position = start
            return nil
        }
        skipSpace()
        return literal().map { Found(key: $0, isCounted: true) }
    }

    /// The string literal that begins here.
    private mutating func literal() -> String? {
        guard peek("\"") else { return nil }
        let isLong = peek("\"\"\"")
        let mark = isLong ? "\"\"\"" : "\""
        position += mark.count
        var text = ""
        var values = 0
        while position < source.count, !peek(mark) {
            guard source[position] == "\\", position + 1 < source.count else {
                text.append(source[position])
                position += 1
                continue
            }
            position += 2
            switch source[position - 1] {
            case "(":
                skipInterpolation()
                values += 1
                text += "{\(values)}"
            case "n": text.append("\n")
            // The end of a line that goes on.
            case "\n": text.append("\u{0}")
            case let escaped: text.append(escaped)
            }
        }
        position += mark.count
        return isLong ? Self.unindented(text) : text
    }

    /// A literal of several lines without its indentation, which is that of its last line.
    private static func unindented(_ text: String) -> String {
        let whole = text.replacing("\u{0}", with: "\u{0}\n").split(
            separator: "\n", omittingEmptySubsequences: false)
        let indent = whole.last?.count ?? 0
        let lines = whole.dropFirst().dropLast().map { $0.dropFirst(min(indent, $0.count)) }
        return lines.joined(separator: "\n").replacing("\u{0}\n", with: "")
    }

    /// Goes behind the `)` of an interpolation, over parentheses and strings in it.
    private mutating func skipInterpolation() {
        var depth = 1
        while position < source.count, depth > 0 {
            switch source[position] {
            case "(": depth += 1
            case ")": depth -= 1
            case "\"":
                _ = literal()
                continue
            default: break
            }
            position += 1
        }
    }

    private mutating func skipSpace() {
        while position < source.count, source[position].isWhitespace { position += 1 }
    }

    private mutating func skip(past text: String) -> Bool {
        while position < source.count {
            if peek(text) {
                position += text.count
                return true
            }
            position += 1
        }
        return false
    }

    private func peek(_ text: String) -> Bool {
        source[position...].starts(with: text)
    }
}
