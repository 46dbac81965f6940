extension People {
    /// What a text is found by: its beginning, ignoring case.
    package enum SearchKey {
        /// The most bytes of a key: an index takes no longer ones.
        package static let longest = 384

        /// The key of `text`, which is in normalization form C.
        package static func of(_ text: String) -> String {
            cut(text.lowercased())
        }

        /// The key of the last word of `name`; `nil` when it is the only one.
        package static func ofLastWord(_ name: String) -> String? {
            guard let space = name.lastIndex(of: " "), space > name.startIndex else { return nil }
            let word = name[name.index(after: space)...]
            return word.isEmpty ? nil : of(String(word))
        }

        /// Cuts between scalars: what is left is valid text, and the beginning of the whole.
        private static func cut(_ key: String) -> String {
            guard key.utf8.count > longest else { return key }
            var kept = String.UnicodeScalarView()
            var bytes = 0
            for scalar in key.unicodeScalars {
                bytes += UTF8.width(scalar)
                guard bytes <= longest else { break }
                kept.append(scalar)
            }
            return String(kept)
        }
    }
}
