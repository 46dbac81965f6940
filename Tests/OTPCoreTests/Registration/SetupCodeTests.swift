import OTPCore
import Testing

@Suite struct SetupCodeTests {
    @Test(
        arguments: [
            ([0, 0, 0, 0, 0, 0, 0], "00000-00000"),
            ([255, 255, 255, 255, 255, 255, 255], "ZZZZZ-ZZZZZ"),
            ([0x08, 0x86, 0x42, 0x98, 0xE8, 0x4A, 0x80], "12345-6789A"),
        ] as [([UInt8], String)])
    func fiftyBitsBecomeTenSymbols(random: [UInt8], text: String) {
        let code = SetupCode(random: random)
        #expect(code.symbols.count == 10)
        #expect(code.text == text)
        #expect(SetupCode(parsing: code.text) == code)
    }

    @Test(arguments: ["7K3QF-9XW2M", "7k3qf9xw2m", " 7K3QF 9XW2M ", "7-K-3-Q-F-9-X-W-2-M", "7K3QF\u{2013}9XW2M"])
    func formDoesNotMatter(text: String) {
        #expect(SetupCode(parsing: text)?.text == "7K3QF-9XW2M")
    }

    @Test func lookAlikesAreWhatWasMeant() {
        #expect(SetupCode(parsing: "OoIiL-l0011")?.text == "00111-10011")
    }

    @Test(arguments: [
        "", "7K3QF", "7K3QF-9XW2M1", "7K3QF-9XW2U", "7K3QF-9XW2!", "7K3QF-9XW2É",
        String(repeating: "-", count: 65) + "7K3QF9XW2M",
    ])
    func otherTextIsRefused(text: String) {
        #expect(SetupCode(parsing: text) == nil)
    }

    @Test func printingShowsNoSymbols() throws {
        let code = try #require(SetupCode(parsing: "7K3QF-9XW2M"))
        #expect(!"\(code)".contains("7K3QF"))
    }
}
