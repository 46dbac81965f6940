import AuthDomain
import Testing

/// One person, however the name is capitalized; nothing that cannot be typed or shown.
@Suite struct UsernameTests {
    @Test(arguments: ["m", "maria", "maria.u@example.com", "Mária Ünal", "名前", "o'neill"])
    func ordinaryNamesAreTaken(text: String) {
        #expect(Username(text)?.text == text)
    }

    @Test(arguments: [
        "", " ", " maria", "maria ", "\u{A0}maria", "ma\u{0}ria", "maria\n", "a\u{1B}[31m",
        String(repeating: "x", count: 65), "e" + String(repeating: "\u{301}", count: 300),
    ])
    func otherTextsAreRefused(text: String) {
        #expect(Username(text) == nil)
    }

    @Test func keysIgnoreCase() {
        #expect(Username("Maria")?.key == "maria")
        #expect(Username("MÁRIA")?.key == Username("mária")?.key)
        #expect(Username("maria")?.key != Username("maria1")?.key)
    }
}
