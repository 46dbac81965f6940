import AuthDomain
import Foundation
import Testing

@testable import AuthHTTP

/// What the app says, it says in every language.
@Suite struct AppTextsTests {
    /// Words written large that nobody reads: names in protocols and of devices.
    private static let names: Set<String> = [
        "Accept", "Authorization", "Macintosh", "Mac", "Phone", "Escape", "Content",
    ]

    @Test func scriptsSayNothingInEnglishOnly() throws {
        for script in Self.scripts where script.name != "texts.js" {
            let scanner = ScriptScanner(String(decoding: script.bytes, as: UTF8.self))
            let bare = scanner.bare.filter { !Self.names.contains($0) }
            #expect(bare == [], "\(script.name): without say()")
            #expect(scanner.unreadable == [], "\(script.name): say() needs a literal")
        }
    }

    @Test func theDataBlockHasWhatScriptsSayAndNothingElse() throws {
        let said = Set(Self.phrases().map(\.key))
        #expect(said.count > 100)
        for language in Language.allCases where language != .english {
            let texts = try Self.block(language)
            #expect(Set(texts.keys) == said, "\(language.rawValue)")
            for phrase in Self.phrases() {
                let forms = (texts[phrase.key] as? [String: String]).map { Set($0.keys) }
                let expected = Set(PluralCategory.all(of: language).map(\.rawValue))
                #expect(forms == (phrase.isCounted ? expected : nil), "\(phrase.key)")
            }
        }
        #expect(try Self.block(.english).isEmpty)
    }

    @Test func theDataBlockCannotEndItsElement() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "texts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: file.appending(path: "texts"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(#"{"</script>": {"de": "<!--<script>\"\\ \u2028"}}"#.utf8)
            .write(to: file.appending(path: "texts/app.json"))
        let assets = AssetStore(overriddenBy: file)
        let json = try AppTexts.json(assets: assets, .german)
        #expect(!json.contains("<"))
        let texts = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: String]
        #expect(texts == ["</script>": "<!--<script>\"\\ \u{2028}"])
    }

    @Test func theScannerFindsWhatIsSaid() {
        let scanner = ScriptScanner(
            """
            // say('not this')
            /* say('nor this') */
            const table = { one: 'x-y', other: say('Go on.') };
            const text = /['"/]/.test(a) ? say('Hello {1}', name) : `${say('In here')} ${other}`;
            show(sayCount(n, { one: '1 try', other: '{1} tries' }));
            """)
        #expect(
            scanner.phrases == [
                .init(key: "Go on.", isCounted: false), .init(key: "Hello {1}", isCounted: false),
                .init(key: "In here", isCounted: false), .init(key: "{1} tries", isCounted: true),
            ])
        #expect(scanner.bare == [])
        #expect(scanner.unreadable == [])
    }

    @Test(arguments: [
        "part.textContent = 'Copied';", "const a = { sentence: 'Wait a moment.' };",
        "x = `New code in ${n} seconds`;", "x = ok ? 'Your code' : '';", "tell('try again…')",
    ])
    func theScannerFindsSentencesWithoutSay(_ script: String) {
        #expect(ScriptScanner(script).bare.count == 1)
    }

    @Test(arguments: [
        "say(key)", "x = say(`Wait ${n}`)", "sayCount(n, forms)", "say('it\\'s')", "say(a ? 'b' : 'c')",
        "say(key); say('Go on.')", "`${say(key)}`",
    ])
    func theScannerWantsLiterals(_ script: String) {
        #expect(ScriptScanner(script).unreadable.count == 1)
    }

    @Test(arguments: ["x = 'notice notice-problem'; y = 'POST';", "throw new Error('No template.');", "#say('x-y')"])
    func theScannerLeavesNamesAlone(_ script: String) {
        let scanner = ScriptScanner(script)
        #expect(scanner.bare == [])
        #expect(scanner.unreadable == [])
    }

    /// What all scripts of the app say.
    static func phrases() -> Set<PhraseScanner.Found> {
        scripts.filter { $0.name != "texts.js" }.reduce(into: []) { found, script in
            found.formUnion(ScriptScanner(String(decoding: script.bytes, as: UTF8.self)).phrases)
        }
    }

    private static var scripts: [Asset] {
        AssetStore().all(in: "app").filter { $0.name.hasSuffix(".js") }
    }

    private static func block(_ language: Language) throws -> [String: Any] {
        let json = try AppTexts.json(assets: AssetStore(), language)
        return try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    }
}
