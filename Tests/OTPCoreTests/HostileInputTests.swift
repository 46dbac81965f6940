import OTPCore
import Testing

/// Damaged input in masses: nothing may crash, and what is accepted must keep to its bounds.
@Suite struct HostileInputTests {
    /// A small generator with a fixed seed (SplitMix64), so that a failure comes again.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let samples: [[UInt8]] = [
        Array(
            ("https://login.example.com:8443/app/#pair?t=AAECAwQFBgcICQoLDA0ODw"
                + "&k=AqtLVaY5r-z6240aPtPDs9V2ryMlpipODnPRW7eOoZdl&n=Maria%27s%20Pixel%208").utf8),
        Array("otpauth://totp/Example%3Aalice?secret=GEZDGNBVGY3TQOJQ&algorithm=SHA256&digits=8&period=60".utf8),
        Array("https://[2001:db8::1]:8443".utf8), Array("7K3QF-9XW2M".utf8), Array("123\u{A0}456".utf8),
        Array("%C3%BC%F0%9F%93%B1".utf8),
    ]

    /// A sample with a few bytes replaced, removed, doubled or swapped.
    private static func damaged(_ generator: inout Generator) -> [UInt8] {
        var bytes = samples.randomElement(using: &generator) ?? []
        for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
            let index = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: index)
            case 2: bytes.insert(Array("%&=#:?/@".utf8).randomElement(using: &generator) ?? 0, at: index)
            case 3: bytes += bytes[index...]
            default: bytes.swapAt(index, bytes.count - 1 - index)
            }
        }
        return bytes
    }

    @Test(arguments: 1...4)
    func damageIsRefusedOrKeepsToTheBounds(seed: UInt64) {
        var generator = Generator(state: seed)
        var violations: [[UInt8]] = []
        for _ in 0..<5000 {
            let bytes = Self.damaged(&generator)
            var isSound = true
            if let link = PairingLink(parsingUTF8: bytes) {
                isSound = PairingLink(parsingUTF8: link.utf8) == link && link.ticket.count == 16
            }
            if let uri = KeyURI(parsingUTF8: bytes) {
                isSound = isSound && KeyURI(parsing: uri.text) == uri && (10...128).contains(uri.secret.count)
            }
            if let origin = WebOrigin(utf8: bytes[...]) {
                isSound = isSound && WebOrigin(origin.text) == origin
            }
            if let code = SetupCode(parsingUTF8: bytes) { isSound = isSound && SetupCode(parsing: code.text) == code }
            if let code = OneTimeCode(parsingUTF8: bytes) { isSound = isSound && code.digits.allSatisfy { $0 < 10 } }
            if let text = PercentEncoding.decode(bytes[...]) { isSound = isSound && UTF8Text.isValid(text) }
            if let data = Base64URL.decode(utf8: bytes) { isSound = isSound && Base64URL.encodedUTF8(data) == bytes }
            if let data = Base32.decode(utf8: bytes, forgiving: true) {
                isSound = isSound && Base32.decode(Base32.encode(data)) == data
            }
            _ = LengthPrefixed.decode(bytes, count: 3)
            if !isSound { violations.append(bytes) }
        }
        #expect(violations.isEmpty, "\(violations.prefix(3).map { String(decoding: $0, as: UTF8.self) })")
    }
}
