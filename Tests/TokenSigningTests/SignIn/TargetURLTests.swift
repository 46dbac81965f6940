import Testing

@testable import TokenSigning

@Suite struct TargetURLTests {
    @Test(arguments: [
        ("https://id.example", "https://id.example/"),
        ("http://localhost:80/a", "HTTP://LocalHost/a"),
        ("https://[::1]:443/a", "https://[::1]/a"),
        ("https://id.example?x", "https://id.example/#y"),
    ])
    func sameTarget(left: String, right: String) {
        #expect(TargetURL(left) != nil)
        #expect(TargetURL(left) == TargetURL(right))
    }

    @Test(arguments: [
        ("https://id.example/a", "https://id.example/A"),
        ("https://id.example/a", "https://id.example/a/"),
        ("https://id.example/a", "https://id.example/%61"),
        ("https://id.example:8443/a", "https://id.example/a"),
        ("http://id.example/a", "https://id.example/a"),
    ])
    func otherTarget(left: String, right: String) {
        #expect(TargetURL(left) != nil && TargetURL(right) != nil)
        #expect(TargetURL(left) != TargetURL(right))
    }

    @Test(arguments: [
        "", "https", "https:", "https:/", "https://", "https:///a", "//id.example/a", "/a",
        "ftp://id.example/a", "javascript://id.example/a", "https://user@id.example/a",
        "https://id.example:0/a", "https://id.example:65536/a", "https://id.example:x/a",
        "https://id example/a", " https://id.example/a", "https://[::1/a",
        "https://id.example/" + String(repeating: "a", count: 2048),
    ])
    func noTarget(text: String) {
        #expect(TargetURL(text) == nil)
    }
}
