import AuthDomain
import OTPCore
import Testing

/// Names are exact for pairing, and their differences are told in words that help.
@Suite struct DeviceNameTests {
    @Test(arguments: [
        "P", "Maria's Pixel 8", " leading", "trailing ", "Țelefonul Măriei", "📱",
        String(repeating: "x", count: 64), String(repeating: "語", count: 64),
    ])
    func descriptiveNamesAreTakenExactlyAsTyped(text: String) throws {
        let name = try #require(DeviceName(text))
        #expect(Array(name.text.utf8) == Array(text.utf8))
    }

    @Test(arguments: [
        "", " ", "\u{00A0}\u{2003}", "a\nb", "a\u{0}b", "a\u{7F}", "a\u{85}b", "\t", "\u{200B}", "\u{FEFF} ",
        "a\u{202E}b", "\u{2066}a\u{2069}",
        String(repeating: "x", count: 65), String(repeating: "👨‍👩‍👧‍👦", count: 64),
        "e" + String(repeating: "\u{301}", count: 200),
    ])
    func blankLongAndControlCharactersAreRefused(text: String) {
        #expect(DeviceName(text) == nil)
    }

    @Test(arguments: [
        ("Pixel 8", "pixel 8", DeviceName.Difference.letterCase),
        ("ÜBER", "über", .letterCase),
        ("Pixel 8", "Pixel  8", .spaces),
        ("Pixel 8", "Pixel8", .spaces),
        ("Pixel 8", "Pixel 8 ", .spaces),
        ("Pixel 8", "Pixel\u{A0}8", .spaces),
        ("Maria's", "Maria\u{2019}s", .quotes),
        ("\"M\"", "\u{201C}M\u{201D}", .quotes),
        ("Pixel 8", "Pixel 9", .other),
        ("Pixel 8", "pixel8", .other),
        ("Maria", "Mario", .other),
    ])
    func differencesAreNamedBothWays(
        left: String, right: String, difference: DeviceName.Difference
    ) throws {
        let left = try #require(DeviceName(left))
        let right = try #require(DeviceName(right))
        #expect(left.difference(from: right) == difference)
        #expect(right.difference(from: left) == difference)
        #expect(left.difference(from: left) == nil)
    }

    @Test func anotherNormalFormIsAnotherName() throws {
        let composed = try #require(DeviceName("Caf\u{E9}"))
        let decomposed = try #require(DeviceName("Cafe\u{301}"))
        #expect(composed.difference(from: decomposed) != nil)
    }

    @Test(arguments: ["Maria's Pixel 8", String(repeating: "語", count: 64), "👩\u{200D}🚀 phone", "📱"])
    func whatIsANameHereIsOneForThePhone(text: String) throws {
        let name = try #require(DeviceName(text))
        #expect(PairingLimits.isDeviceName(Array(name.text.utf8)))
    }

    @Test func uniquenessIgnoresCase() {
        #expect(DeviceName("Pixel")?.key == DeviceName("PIXEL")?.key)
        #expect(DeviceName("Pixel")?.key != DeviceName("Pixel ")?.key)
    }
}
