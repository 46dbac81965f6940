import AuthDomain

/// What people see of the company.
package struct BrandSettings: Sendable, Equatable {
    /// The product name shown to people; 1–64 characters.
    package var name: String
    /// The accent colour as `#rrggbb`; `nil`: the stylesheet's own.
    package var accent: String?
    /// The language of messages to those who chose none, and of pages for those who ask for none that there is.
    package var language: Language

    /// Reads the brand.
    ///
    /// - Configuration keys:
    ///   - `brand.name` (text, default `Countersign`, 1–64 characters)
    ///   - `brand.accent` (text `#rrggbb`): buttons and links; the text on it is chosen for contrast
    ///   - `brand.language` (`en`, `de` or `hr`, default `en`): for those who chose no other
    init(reader: inout SettingReader) {
        name = reader.text("brand.name") ?? "Countersign"
        accent = reader.text("brand.accent")
        language = reader.choice("brand.language", default: .english)
        if name.count > 64 || name.contains(where: \.isNewline) {
            reader.report("brand.name", "must be one line of 1 to 64 characters")
        }
        if let accent,
            accent.count != 7 || accent.first != "#" || !accent.dropFirst().allSatisfy(\.isHexDigit)
        {
            reader.report("brand.accent", "must be a colour like #2456c7")
        }
    }
}
