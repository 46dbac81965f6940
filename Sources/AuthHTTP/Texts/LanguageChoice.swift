import AuthDomain

/// Chooses the language of a page.
enum LanguageChoice {
    /// Longest header that is looked at, in bytes.
    private static let longestHeader = 512

    /// The language that `header` (`Accept-Language`, RFC 9110 §12.5.4) asks for most; `nil` when it asks
    /// for none that there is.
    ///
    /// A range matches by its primary subtag (`de-AT` is German); `q=0` excludes; equal weights go by
    /// their order. What cannot be read is left out.
    static func language(accepting header: String) -> Language? {
        var best: (language: Language, weight: Int)?
        for range in header.utf8.prefix(longestHeader).split(separator: UInt8(ascii: ",")) {
            let parts = range.split(separator: UInt8(ascii: ";"), maxSplits: 1)
            guard let tag = parts.first.map(trimmed), let language = language(tag: tag),
                let weight = parts.count == 2 ? weight(trimmed(parts[1])) : 1000
            else { continue }
            if weight > (best?.weight ?? 0) { best = (language, weight) }
        }
        return best?.language
    }

    private static func language(tag: String) -> Language? {
        tag.split(separator: "-").first.flatMap { Language(rawValue: $0.lowercased()) }
    }

    /// `q=0.8` in thousandths (RFC 9110 §12.4.2).
    private static func weight(_ parameter: String) -> Int? {
        let text = parameter.lowercased()
        guard text.hasPrefix("q=") else { return nil }
        let digits = text.dropFirst(2)
        guard (1...5).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let value = Double(digits), (0...1).contains(value)
        else { return nil }
        return Int(value * 1000)
    }

    private static func trimmed(_ bytes: Substring.UTF8View.SubSequence) -> String {
        String(Substring(bytes)).trimmingSpaces()
    }
}
