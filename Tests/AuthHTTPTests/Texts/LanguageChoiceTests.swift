import AuthDomain
import Testing

@testable import AuthHTTP

/// The browser's wish decides, as far as it can be read.
@Suite struct LanguageChoiceTests {
    @Test(arguments: [
        ("de", Language.german), ("de-AT,de;q=0.9,en;q=0.8", .german), ("hr-HR", .croatian),
        ("fr,en;q=0.5,hr;q=0.7", .croatian), ("en;q=0,de;q=0.1", .german), ("EN-gb", .english),
        (" hr ; q=0.3 , de ; q=0.4", .german), ("de,hr", .german), ("x, hr;q=1.000", .croatian),
    ])
    func theMostWantedThatThereIs(header: String, language: Language) {
        #expect(LanguageChoice.language(accepting: header) == language)
    }

    @Test(arguments: [
        "", "fr", "*", ",,,;;;", "de;q=0", "de;q=2", "de;q=-1", "de;q=nan", "de;q=1e0", "de;level=1", "\u{0}", "dee",
        String(repeating: "x", count: 600) + ",de",
    ])
    func whatCannotBeReadIsLeftOut(header: String) {
        #expect(LanguageChoice.language(accepting: header) == nil)
    }
}
