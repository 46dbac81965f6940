import OTPCore
import Testing

@Suite struct OneTimeCodeTests {
    /// RFC 4226 §5.4: the worked example of dynamic truncation.
    @Test func truncationFollowsTheWorkedExample() {
        let mac: [UInt8] = [
            0x1F, 0x86, 0x98, 0x69, 0x0E, 0x02, 0xCA, 0x16, 0x61, 0x85, 0x50, 0xEF, 0x7F, 0x19, 0xDA, 0x8E, 0x94, 0x5B,
            0x55, 0x5A,
        ]
        #expect(OneTimeCode(mac: mac, digits: 6).text == "872921")
        #expect(OneTimeCode(mac: mac, digits: 8).text == "57872921")
    }

    @Test func leadingZerosAreKept() {
        let mac = [UInt8](repeating: 0, count: 20)
        #expect(OneTimeCode(mac: mac, digits: 7).text == "0000000")
    }

    @Test(arguments: [
        "123456", "123 456", " 123456\n", "12-34-56", "123\u{A0}456", "123\u{202F}456", "123\u{2009}456",
        "\u{200E}123456", "1 2 3 4 5 6",
    ])
    func groupingDoesNotMatter(text: String) {
        #expect(OneTimeCode(parsing: text, digits: 6)?.text == "123456")
    }

    @Test(arguments: [
        "", "12345", "1234567", "12345a", "١٢٣٤٥٦", "１２３４５６", "+12345", "123456.", "12345\u{0}6",
        String(repeating: " ", count: 70) + "123456", String(repeating: "1", count: 100_000),
    ])
    func otherTextIsRefused(text: String) {
        #expect(OneTimeCode(parsing: text, digits: 6) == nil)
    }

    @Test(arguments: [Int.min, -1, 0, 5, 9, Int.max])
    func otherLengthsAreRefused(digits: Int) {
        #expect(OneTimeCode(parsing: "123456", digits: digits) == nil)
    }

    @Test func codesOfDifferentLengthDiffer() {
        #expect(OneTimeCode(parsing: "123456", digits: 6) != OneTimeCode(parsing: "0123456", digits: 7))
    }

    @Test func printingShowsNoDigits() throws {
        let code = try #require(OneTimeCode(parsing: "123456"))
        #expect(!"\(code)".contains("123456"))
    }
}
