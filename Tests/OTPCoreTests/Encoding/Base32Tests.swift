import OTPCore
import Testing

@Suite struct Base32Tests {
    /// RFC 4648 §10.
    static let vectors = [
        ("", ""), ("f", "MY======"), ("fo", "MZXQ===="), ("foo", "MZXW6==="), ("foob", "MZXW6YQ="),
        ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI======"),
    ]

    @Test(arguments: vectors)
    func publishedVectorsHold(plain: String, encoded: String) {
        #expect(Base32.encode(Array(plain.utf8), padded: true) == encoded)
        #expect(Base32.decode(encoded) == Array(plain.utf8))
    }

    @Test(arguments: vectors)
    func paddingMayBeAbsentAsAWhole(plain: String, encoded: String) {
        let bare = String(encoded.prefix { $0 != "=" })
        #expect(Base32.encode(Array(plain.utf8)) == bare)
        #expect(Base32.decode(bare) == Array(plain.utf8))
    }

    @Test(arguments: [
        "M", "MZX", "MZXW6Y", "MY=", "MY=====", "MY=======", "========", "=", "M=Y=====", "MZ======", "my======",
        "MZ XW6===", "MZXW-6===", "M1======", "M8======", "MÄ======", "MY======MY======",
    ])
    func whatIsNotExactlyOneEncodingIsRefused(text: String) {
        #expect(Base32.decode(text) == nil)
    }

    @Test(arguments: ["mzxw 6ytb oi", "MZXW-6YTB-OI", " mzxw6ytboi==\n", "MZXW6YTBOI======"])
    func forgivingDecodingTakesWhatPeopleWrite(text: String) {
        #expect(Base32.decode(text, forgiving: true) == Array("foobar".utf8))
    }

    @Test(arguments: ["MZ", "M0", "M=Y", "MZXW6Y!"])
    func forgivingDecodingStillRefusesDamage(text: String) {
        #expect(Base32.decode(text, forgiving: true) == nil)
    }

    @Test func everyLengthComesBack() {
        for length in 0..<70 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ length) }
            #expect(Base32.decode(Base32.encode(bytes)) == bytes)
            #expect(Base32.decode(Base32.encode(bytes, padded: true)) == bytes)
        }
    }
}
