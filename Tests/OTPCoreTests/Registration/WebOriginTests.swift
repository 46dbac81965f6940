import OTPCore
import Testing

@Suite struct WebOriginTests {
    @Test(arguments: [
        ("https://login.example.com", "https://login.example.com"),
        ("HTTPS://Login.Example.COM", "https://login.example.com"),
        ("https://a:443", "https://a"), ("http://a:80", "http://a"), ("http://a:443", "http://a:443"),
        ("https://a:08443", "https://a:8443"), ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"), ("https://[2001:DB8::1]", "https://[2001:db8::1]"),
    ])
    func everyOriginHasOneForm(text: String, canonical: String) {
        #expect(WebOrigin(text)?.text == canonical)
    }

    @Test(arguments: [
        "", "https://", "ftp://a", "https:/a", "https://a/", "https://a/b", "https://a?b", "https://a#b", "https://u@a",
        "https://a:", "https://a:0", "https://a:65536", "https://a:x", "https://a:1:2", "https://a b", "https://ä",
        "https://[", "https://[]", "https://[::1", "https://[zz]", "https://[::1]x", "https://:80",
        "https://" + String(repeating: "a", count: 256),
    ])
    func otherTextIsRefused(text: String) {
        #expect(WebOrigin(text) == nil)
    }
}
