import AuthDomain
import Foundation

/// All texts of pages and of the app in all languages: the files of `Web/texts`.
///
/// The keys are the English texts. A value has one text per language, or one per plural category
/// (Unicode CLDR: `one`, `few`, `other`). A text that is missing is said in English; a test sees to it
/// that none is.
struct Catalogue: Sendable {
    private let entries: [String: [Language: Forms]]

    private struct Forms: Sendable {
        let byCategory: [PluralCategory: String]
    }

    /// Reads the catalogue among `assets`.
    ///
    /// - Throws: ``Malformed`` when it is not what it must be; it is a part of the program.
    init(assets: AssetStore) throws {
        var entries: [String: [Language: Forms]] = [:]
        for file in Self.files {
            for (key, languages) in try Self.read(file, of: assets) {
                guard entries[key] == nil else { throw Malformed() }
                for (code, value) in languages {
                    guard let language = Language(rawValue: code) else { throw Malformed() }
                    entries[key, default: [:]][language] = try Self.forms(value)
                }
            }
        }
        self.entries = entries
    }

    /// The file with the texts that the app's scripts say; pages may say them, too.
    static let appFile = "app.json"

    /// The files of the catalogue. No key is in two of them.
    static let files = ["catalogue.json", appFile]

    /// The texts of `file` as they are written: by key, then by language.
    static func read(_ file: String, of assets: AssetStore) throws -> [String: [String: Any]] {
        guard let asset = assets.asset("texts", file),
            let object = try? JSONSerialization.jsonObject(with: Data(asset.bytes)),
            let texts = object as? [String: [String: Any]]
        else { throw Malformed() }
        return texts
    }

    /// A catalogue without texts: it says everything in English.
    static let empty = Catalogue()

    private init() { entries = [:] }

    /// The catalogue of this program is not readable.
    struct Malformed: Error {}

    /// `phrase` in `language`.
    func text(_ phrase: Phrase, in language: Language) -> String {
        let category = phrase.count.map { PluralCategory($0, in: language) } ?? .other
        var text = ""
        var rest = template(phrase, category, language)[...]
        // What was put in is not looked at again: a name may hold braces.
        while let open = rest.firstIndex(of: "{"),
            let close = rest[open...].firstIndex(of: "}")
        {
            text += rest[..<open]
            if let number = Int(rest[rest.index(after: open)..<close]),
                phrase.values.indices.contains(number - 1)
            {
                text += said(phrase.values[number - 1], in: language)
            } else {
                text += rest[open...close]
            }
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    private func said(_ value: Phrase.Value, in language: Language) -> String {
        switch value {
        case .text(let text): text
        case .phrase(let phrase): self.text(phrase, in: language)
        case .moment(let moment): moment.text(in: language)
        }
    }

    /// The text of a template between `[[` and `]]`, in `language`.
    func text(ofTemplate key: String, in language: Language) -> String {
        entries[key]?[language]?.byCategory[.other] ?? key
    }

    private func template(
        _ phrase: Phrase, _ category: PluralCategory, _ language: Language
    ) -> String {
        if let forms = entries[phrase.key]?[language]?.byCategory,
            let text = forms[category] ?? forms[.other]
        {
            return text
        }
        if phrase.count == 1, let one = phrase.one { return one }
        return phrase.key
    }

    private static func forms(_ value: Any) throws -> Forms {
        if let text = value as? String { return Forms(byCategory: [.other: text]) }
        guard let texts = value as? [String: String] else { throw Malformed() }
        var forms: [PluralCategory: String] = [:]
        for (name, text) in texts {
            guard let category = PluralCategory(rawValue: name) else { throw Malformed() }
            forms[category] = text
        }
        return Forms(byCategory: forms)
    }
}

/// Which form of a word goes with a number (Unicode CLDR, cardinal plurals).
enum PluralCategory: String, Sendable, CaseIterable {
    case one
    case few
    case other

    /// The category of `count` in `language`; `count` is at least 0.
    init(_ count: Int, in language: Language) {
        switch language {
        case .english, .german:
            self = count == 1 ? .one : .other
        case .croatian:
            let tens = count % 100
            switch count % 10 {
            case 1 where tens != 11: self = .one
            case 2...4 where !(12...14).contains(tens): self = .few
            default: self = .other
            }
        }
    }

    /// The categories that `language` has.
    static func all(of language: Language) -> [PluralCategory] {
        language == .croatian ? [.one, .few, .other] : [.one, .other]
    }
}
