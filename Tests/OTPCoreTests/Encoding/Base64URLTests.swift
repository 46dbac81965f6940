import OTPCore
import Testing

@Suite struct Base64URLTests {
    /// RFC 4648 §10 without padding.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ])
    func publishedVectorsHold(plain: String, encoded: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == encoded)
        #expect(Base64URL.decode(encoded) == Array(plain.utf8))
    }

    @Test func theLastTwoSymbolsAreSafeInAddresses() {
        #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
        #expect(Base64URL.decode("-_8") == [0xFB, 0xFF])
    }

    @Test(arguments: ["Z", "Zg==", "Zh", "Zm9", "+/8", "Zg ", "Z\ng", "Zm9vY", "Zm8=", "Ä"])
    func otherTextIsRefused(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}
