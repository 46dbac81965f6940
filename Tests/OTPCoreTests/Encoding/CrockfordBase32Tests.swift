import OTPCore
import Testing

@Suite struct CrockfordBase32Tests {
    @Test func eightyBitsBecomeSixteenSymbols() {
        let symbols = CrockfordBase32.symbols(of: Array(repeating: 0xFF, count: 10), count: 16)
        #expect(symbols == Array(repeating: UInt8(ascii: "Z"), count: 16))
        #expect(CrockfordBase32.read(symbols, count: 16) == symbols)
    }

    @Test func groupsAreJoinedByHyphens() {
        #expect(CrockfordBase32.grouped(Array("ABCDEFGH".utf8), by: 4) == Array("ABCD-EFGH".utf8))
        #expect(CrockfordBase32.grouped([], by: 4) == [])
        #expect(CrockfordBase32.grouped(Array("ABC".utf8), by: 4) == Array("ABC".utf8))
    }

    @Test(arguments: ["", "ABC", "ABCDE", "ABC!", "ABCU", "ÀBCD", String(repeating: " ", count: 61) + "ABCD"])
    func otherTextIsRefused(text: String) {
        #expect(CrockfordBase32.read(Array(text.utf8), count: 4) == nil)
    }

    @Test func formDoesNotMatter() {
        #expect(CrockfordBase32.read(Array(" a-b o\u{2013}l ".utf8), count: 4) == Array("AB01".utf8))
    }
}
