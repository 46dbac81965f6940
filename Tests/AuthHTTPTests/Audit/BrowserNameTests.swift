import Testing

@testable import AuthHTTP

@Suite struct BrowserNameTests {
    @Test(arguments: [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
            "Chrome on Windows"
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
            "Edge on Windows"
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1",
            "Safari on iPhone"
        ),
        ("Mozilla/5.0", "A browser"), ("countersign command", "countersign command"), ("", ""),
    ])
    func aBrowserIsNamedAsPeopleCallIt(userAgent: String, name: String) {
        #expect(BrowserName.text(userAgent) == name)
    }

    @Test func whatIsNoBrowsersIsCut() {
        #expect(BrowserName.text(String(repeating: "x", count: 500)).count == 40)
    }
}
