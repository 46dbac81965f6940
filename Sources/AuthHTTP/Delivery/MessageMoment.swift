import AuthDomain
import Foundation

extension Language {
    /// `instant` in words, as readers of the language write it, in UTC.
    func words(for instant: Instant) -> String {
        let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
        var style = Date.FormatStyle(date: .long, time: .shortened, locale: locale)
        style.timeZone = .gmt
        return date.formatted(style) + " UTC"
    }

    private var locale: Locale {
        switch self {
        case .english: Locale(identifier: "en_GB")
        case .german: Locale(identifier: "de_DE")
        case .croatian: Locale(identifier: "hr_HR")
        }
    }
}
