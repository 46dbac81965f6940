extension String {
    /// The beginning of a text that someone else wrote: at most `count` characters and four bytes
    /// for each of them, cut between characters.
    ///
    /// A character alone is no bound: it may have any number of combining marks.
    func bounded(to count: Int) -> String {
        guard utf8.count > count else { return self }
        var kept = ""
        var bytes = 0
        for character in prefix(count) {
            bytes += character.utf8.count
            guard bytes <= 4 * count else { break }
            kept.append(character)
        }
        return kept
    }

    /// The same text with a space for every control character, so that it stays one line and
    /// holds none of the separators of stored forms.
    var withoutControls: String {
        guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return self }
        var plain = UnicodeScalarView()
        for scalar in unicodeScalars {
            plain.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return String(plain)
    }
}
