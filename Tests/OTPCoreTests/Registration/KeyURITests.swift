import OTPCore
import Testing

@Suite struct KeyURITests {
    private static let secret = Array("12345678901234567890".utf8)

    @Test func theTextNamesEveryParameter() {
        let uri = KeyURI(issuer: "Conversations", account: "maria@example.com", secret: Self.secret)
        #expect(
            uri.text == "otpauth://totp/Conversations:maria%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Conversations&algorithm=SHA1&digits=6&period=30")
    }

    @Test(arguments: [("A & B", "maria"), ("", "maria"), ("Über", "zoë 📱"), ("A:B", "x:y"), ("100%", "a+b=c?d#e")])
    func everyNameComesBack(issuer: String, account: String) throws {
        let parameters = try #require(OTPParameters(algorithm: .sha512, digits: 8, period: 60))
        let uri = KeyURI(issuer: issuer, account: account, secret: Self.secret, parameters: parameters)
        #expect(KeyURI(parsing: uri.text) == uri)
    }

    @Test(arguments: [
        "otpauth://totp/Example:alice?secret=GEZDGNBVGY3TQOJQ",
        "OTPAUTH://TOTP/Example%3A%20alice?SECRET=gezd-gnbv gy3t-qojq",
        "otpauth://totp/alice?issuer=Example&secret=GEZDGNBVGY3TQOJQ&image=x&lock",
        "otpauth://totp/Wrong:alice?issuer=Example&secret=GEZDGNBVGY3TQOJQ#fragment",
        "otpauth://totp/Example:alice?secret=GEZDGNBVGY3TQOJQ======&algorithm=sha-1&digits=6&period=30",
    ])
    func otherWritersAreUnderstood(text: String) {
        let expected = KeyURI(issuer: "Example", account: "alice", secret: Array("1234567890".utf8))
        #expect(KeyURI(parsing: text) == expected)
    }

    @Test(arguments: [
        "", "otpauth:", "otpauth://totp/", "otpauth://totp/a", "otpauth://totp/a?secret=",
        "otpauth://totp/a?secret=AAAA",
        "otpauth://hotp/a?secret=GEZDGNBVGY3TQOJQ&counter=0", "otpauth://steam/a?secret=GEZDGNBVGY3TQOJQ",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&secret=GEZDGNBVGY3TQOJQ",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&digits=5", "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&digits=-6",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&digits=99999999999999999999",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&period=0",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&period=1e9", "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&algorithm=MD5",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&algorithm=", "otpauth://totp/%?secret=GEZDGNBVGY3TQOJQ",
        "otpauth://totp/a%0Ab?secret=GEZDGNBVGY3TQOJQ", "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&issuer=%FF",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJ!", "https://totp/a?secret=GEZDGNBVGY3TQOJQ",
        "otpauth://totp/" + String(repeating: "a", count: 257) + "?secret=GEZDGNBVGY3TQOJQ",
        "otpauth://totp/a?secret=" + String(repeating: "A", count: 216),
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&x=" + String(repeating: "A", count: 100_000),
    ])
    func unusableTextIsRefused(text: String) {
        #expect(KeyURI(parsing: text) == nil)
    }

    @Test func printingShowsNoSecret() {
        #expect(!"\(KeyURI(issuer: "", account: "a", secret: Self.secret))".contains("GEZD"))
    }
}
