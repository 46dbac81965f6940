import AuthDomain
import Foundation
import Testing

@testable import AuthHTTP

/// The catalogue has every text that pages ask for, in every language, and nothing else.
@Suite struct CatalogueTests {
    private static let translated = Language.allCases.filter { $0 != .english }

    @Test func everyTextIsThereInEveryLanguage() throws {
        let catalogue = try RawCatalogue()
        for key in try Self.templateKeys() {
            for language in Self.translated {
                #expect(catalogue.text(key, language) != nil, "\(language.rawValue): “\(key)”")
            }
        }
        for phrase in try Self.phrases() {
            for language in Self.translated {
                let categories = phrase.isCounted ? PluralCategory.all(of: language) : [.other]
                for category in categories {
                    #expect(
                        catalogue.text(phrase.key, language, category) != nil,
                        "\(language.rawValue) (\(category.rawValue)): “\(phrase.key)”")
                }
            }
        }
    }

    @Test func everyVisibleTextOfAPageIsInTheCatalogue() throws {
        let pages = ["portal", "app"].flatMap { AssetStore().all(in: $0) }
        for asset in pages where asset.name.hasSuffix(".mustache") && asset.name != "manifest.mustache" {
            var rest = String(decoding: asset.bytes, as: UTF8.self)
            rest.replace(/\{\{\$width\}\}.*\{\{\/width\}\}/, with: "")
            rest.replace(/\[\[.+?\]\]/, with: "")
            rest.replace(/\{\{[^}]*\}\}/, with: "")
            let attributes = rest.matches(of: /(?:aria-label|title|placeholder|alt|description" content)="([^"]*)"/)
                .map { String($0.output.1) }
            rest.replace(/<[^>]*>/, with: " ")
            for text in attributes + [rest] {
                let words = text.matches(of: /[A-Za-z]{2,}/).map { String($0.output) }
                #expect(words == [], "\(asset.name) says this in English only")
            }
        }
    }

    @Test func nothingInTheCatalogueIsForgotten() throws {
        let used = try Self.templateKeys().union(try Self.phrases().map(\.key))
        for key in try RawCatalogue().keys {
            #expect(used.contains(key), "nobody says “\(key)”")
        }
    }

    @Test func translationsKeepPlaceholdersAndTags() throws {
        let catalogue = try RawCatalogue()
        // A date is another field in each language.
        for key in catalogue.keys where key != "{{text}}" {
            for (form, text) in catalogue.texts(of: key) {
                // "1 Minute" needs no place for its number.
                let isKept = Self.holes(text) == Self.holes(key)
                #expect(isKept || (form.hasSuffix("one") && Self.holes(text).isEmpty), "\(form): “\(text)”")
            }
        }
    }

    @Test func numbersChooseTheirForms() {
        let croatian = [1: "one", 2: "few", 5: "other", 11: "other", 12: "other", 21: "one", 24: "few", 100: "other"]
        for (count, category) in croatian {
            #expect(PluralCategory(count, in: .croatian).rawValue == category, "\(count)")
        }
        #expect(PluralCategory(1, in: .german) == .one)
        #expect(PluralCategory(0, in: .english) == .other)
    }

    @Test func valuesArePutInAndNotLookedAtAgain() throws {
        let catalogue = try Catalogue(assets: AssetStore())
        let phrase = Phrase("\("{2}") and \("two") and {3}")
        #expect(catalogue.text(phrase, in: .english) == "{2} and two and {3}")
        let one = Phrase(1, one: "1 thing", other: "{1} things")
        let many = Phrase(7, one: "1 thing", other: "{1} things")
        #expect(catalogue.text(Phrase("Wait: \(one), \(many)"), in: .german) == "Wait: 1 thing, 7 things")
    }

    /// What stands between braces and angle brackets, in any order.
    private static func holes(_ text: String) -> [String] {
        text.matches(of: /\{\{[^}]*\}\}|\{[0-9]+\}|<[^>]*>/).map { String($0.output) }.sorted()
    }

    private static func templateKeys() throws -> Set<String> {
        var keys: Set<String> = []
        for folder in ["portal", "app"] {
            for asset in AssetStore().all(in: folder) where asset.name.hasSuffix(".mustache") {
                let text = String(decoding: asset.bytes, as: UTF8.self)
                keys.formUnion(text.matches(of: /\[\[(.+?)\]\]/).map { String($0.output.1) })
            }
        }
        return keys
    }

    private static func phrases() throws -> Set<PhraseScanner.Found> {
        let sources = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/AuthHTTP").standardizedFileURL
        var found: Set<PhraseScanner.Found> = []
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        for case let file as URL in try #require(files) where file.pathExtension == "swift" {
            let source = try String(contentsOf: file, encoding: .utf8)
            let code = source.split(separator: "\n", omittingEmptySubsequences: false)
                .filter { !$0.drop(while: \.isWhitespace).hasPrefix("///") }.joined(separator: "\n")
            found.formUnion(PhraseScanner.phrases(in: code))
        }
        return found.union(AppTextsTests.phrases())
    }
}

/// The catalogue as it is written.
private struct RawCatalogue {
    private let texts: [String: [String: Any]]

    init() throws {
        texts = try Catalogue.files.reduce(into: [:]) { texts, file in
            texts.merge(try Catalogue.read(file, of: AssetStore())) { first, _ in
                Issue.record("twice in the catalogue")
                return first
            }
        }
    }

    var keys: [String] { texts.keys.sorted() }

    func text(_ key: String, _ language: Language, _ category: PluralCategory = .other) -> String? {
        let value = texts[key]?[language.rawValue]
        if category == .other, let text = value as? String { return text }
        return (value as? [String: String])?[category.rawValue]
    }

    /// Every text of `key`, with its language and plural category.
    func texts(of key: String) -> [(String, String)] {
        (texts[key] ?? [:]).flatMap { language, value -> [(String, String)] in
            if let text = value as? String { return [(language, text)] }
            return ((value as? [String: String]) ?? [:]).map { ("\(language) \($0.key)", $0.value) }
        }
    }
}
