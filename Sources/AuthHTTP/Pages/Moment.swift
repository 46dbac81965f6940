import AuthDomain

/// A point in time as a page shows it.
///
/// A script rewrites the text in the reader's time zone; without it, it stands as it is. Templates choose
/// the text of the page's language.
struct Moment: Sendable, Equatable {
    /// The time in ISO 8601, UTC, whole seconds: `2027-03-05T09:30:00Z`.
    var iso: String
    /// The same time for people, with its time zone: `5 March 2027, 09:30 UTC`.
    var text: String
    /// In German: `5. März 2027, 09:30 UTC`.
    var german: String
    /// In Croatian: `5. ožujka 2027., 09:30 UTC`.
    var croatian: String

    /// The time for people who read `language`.
    func text(in language: Language) -> String {
        switch language {
        case .english: text
        case .german: german
        case .croatian: croatian
        }
    }

    /// A time that reads alike in every language, such as a date alone.
    init(iso: String, text: String) {
        self.init(iso: iso, text: text, german: text, croatian: text)
    }

    /// A time in all languages.
    init(iso: String, text: String, german: String, croatian: String) {
        self.iso = iso
        self.text = text
        self.german = german
        self.croatian = croatian
    }
}
