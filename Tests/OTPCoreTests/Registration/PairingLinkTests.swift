import OTPCore
import Testing

@Suite struct PairingLinkTests {
    private static let ticket = Array(UInt8(0)..<16)
    private static let key = [2] + [UInt8](repeating: 0xAB, count: 32)
    private static let t = Base64URL.encode(ticket)
    private static let k = Base64URL.encode(key)

    private static func link(_ name: String) throws -> PairingLink {
        try #require(
            PairingLink(origin: "https://login.example.com", ticket: ticket, serverPublicKey: key, deviceName: name))
    }

    @Test(arguments: ["Maria's Pixel 8", "a", "Zoë’s 📱 & 100 % = #1 +", String(repeating: "🔑", count: 64)])
    func everyNameComesBack(name: String) throws {
        let link = try Self.link(name)
        #expect(PairingLink(parsing: link.text) == link)
        #expect(PairingLink(parsing: link.text)?.deviceName == name)
        #expect(link.text.utf8.count <= PairingLimits.maximumLinkLength)
    }

    @Test func theFormIsThatOfTheProtocol() throws {
        #expect(
            try Self.link("Maria's Pixel 8").text
                == "https://login.example.com/app/#pair?t=\(Self.t)&k=\(Self.k)&n=Maria%27s%20Pixel%208")
    }

    @Test func namesAreComparedByteForByte() throws {
        #expect(try Self.link("Zo\u{EB}") != Self.link("Zoe\u{308}"))
    }

    @Test func orderAndUnknownParametersDoNotMatter() {
        let text = "https://login.example.com/app/#pair?v=2&n=x&k=\(Self.k)&&flag&t=\(Self.t)"
        #expect(PairingLink(parsing: text)?.deviceName == "x")
    }

    static let damaged = [
        "", "#", "/app/#pair?", "https://a/app/#pair?", "https://a/app/#pair?t=\(t)&k=\(k)",
        "https://a/app/#pair?t=\(t)&n=x", "https://a/app/#pair?k=\(k)&n=x", "https://a/app/#pair?t=\(t)&k=\(k)&n=",
        "https://a/app/#pair?t=\(t)&t=\(t)&k=\(k)&n=x", "https://a/app/#pair?t=\(t)&k=\(k)&k=\(k)&n=x",
        "https://a/app/#pair?t=\(t)&k=\(k)&n=x&n=y", "https://a/app/#pair?t=\(t)A&k=\(k)&n=x",
        "https://a/app/#pair?t=AAAA&k=\(k)&n=x", "https://a/app/#pair?t=\(t)&k=AAAA&n=x",
        "https://a/app/#pair?t=\(t)==&k=\(k)&n=x", "https://a/app/#pair?t=\(t)&k=\(k)&n=%",
        "https://a/app/#pair?t=\(t)&k=\(k)&n=%0A", "https://a/app/#pair?t=\(t)&k=\(k)&n=%FF",
        "https://a/app/#pair?t=\(t)&k=\(k)&n=" + String(repeating: "a", count: 257),
        "https://a/app/#pair?t=\(t)&k=\(k)&n=x" + String(repeating: "&", count: 3000),
        "https://a/app/#PAIR?t=\(t)&k=\(k)&n=x", "https://a/app#pair?t=\(t)&k=\(k)&n=x",
        "https://a/other/app/#pair?t=\(t)&k=\(k)&n=x", "https://u@a/app/#pair?t=\(t)&k=\(k)&n=x",
        "javascript:alert(1)/app/#pair?t=\(t)&k=\(k)&n=x", " https://a/app/#pair?t=\(t)&k=\(k)&n=x",
        "https://a/app/#pair?t=\(t)&k=" + Base64URL.encode([4] + [UInt8](repeating: 1, count: 32)) + "&n=x",
    ]

    @Test(arguments: damaged)
    func damagedLinksAreRefused(text: String) {
        #expect(PairingLink(parsing: text) == nil)
        #expect(PairingLink.read(Array(text.utf8), expecting: WebOrigin("https://a")) == .unknown)
    }

    @Test func everyCutOfALinkIsRefusedOrShortensTheName() throws {
        let text = try Self.link("Pixel").text
        for length in 0..<text.utf8.count {
            let cut = PairingLink(parsing: String(text.prefix(length)))
            #expect(cut == nil || cut?.deviceName.count ?? 9 < 5)
        }
    }

    @Test func readingTellsWhoseALinkIs() throws {
        let link = try Self.link("x")
        let home = WebOrigin("https://login.example.com")
        #expect(PairingLink.read(link.utf8, expecting: home) == .pairing(link))
        #expect(PairingLink.read(link.utf8, expecting: nil) == .otherOrigin(link.origin))
        let other = try #require(WebOrigin("https://login.example.org"))
        #expect(PairingLink.read(link.utf8, expecting: other) == .otherOrigin(link.origin))
        #expect(PairingLink.read(Array("OTPAUTH://totp/x?secret=A".utf8), expecting: home) == .authenticatorApp)
        #expect(
            PairingLink.read(Array("otpauth-migration://offline?data=x".utf8), expecting: home) == .authenticatorApp)
        #expect(PairingLink.read(Array("https://login.example.com/".utf8), expecting: home) == .unknown)
    }

    @Test func linksWithoutTheirSizesDoNotExist() {
        func exists(_ origin: String, _ ticket: [UInt8], _ key: [UInt8], _ name: String) -> Bool {
            PairingLink(origin: origin, ticket: ticket, serverPublicKey: key, deviceName: name) != nil
        }
        #expect(exists("https://a", Self.ticket, Self.key, "x"))
        #expect(!exists("https://a/", Self.ticket, Self.key, "x"))
        #expect(!exists("https://a", Self.ticket.dropLast(), Self.key, "x"))
        #expect(!exists("https://a", Self.ticket, Self.key + [0], "x"))
        #expect(!exists("https://a", Self.ticket, Self.key, ""))
        #expect(!exists("https://a", Self.ticket, Self.key, "a\u{7}b"))
    }
}
