import Testing

@testable import AuthHTTP

@Suite struct FormTests {
    private func form(_ text: String) -> Form? { Form(Array(text.utf8)) }

    @Test func readsFieldsWithPlusAndPercent() {
        let form = form("device_name=Maria%27s+Pixel%208&csrf=abc&empty=")
        #expect(form?["device_name"] == "Maria's Pixel 8")
        #expect(form?["csrf"] == "abc")
        #expect(form?.optional("empty") == "")
        #expect(form?.optional("missing") == nil)
    }

    @Test func composesWhatIsTypedDecomposed() {
        // "Kovač" with a combining caron is the same name as with the letter č.
        let form = form("name=Kovac%CC%8C")
        #expect(form.map { Array($0["name"].utf8) } == Array("Kovač".utf8))
    }

    @Test(arguments: [
        "a=1&a=2", "a=%", "a=%4", "a=%zz", "a=%00", "a=%FF", "a=%C3", "%ff=1",
        (0...32).map { "f\($0)=1" }.joined(separator: "&"),
    ])
    func refusesWhatNoFormOfOursSends(_ text: String) {
        #expect(form(text) == nil)
    }

    @Test func longRunsOfMarksAreRefusedBeforeTheyAreNormalized() {
        // Normalizing takes time with the square of the length.
        let marks = String(repeating: "%CD%85", count: 700) + String(repeating: "%CC%B4", count: 700)
        #expect(form("device_name=a" + marks) == nil)
        #expect(form("a" + marks + "=1") == nil)
        #expect(form(String(repeating: "n", count: 65) + "=1") == nil)
    }

    @Test func neverTrapsOnDamagedBytes() {
        var generator = Seeded(state: 7)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                [0x25, 0x26, 0x3D, 0x2B, 0x41, 0xC3, 0x00].randomElement(using: &generator) ?? 0x25
            }
            _ = Form(bytes.map { UInt8($0) })
        }
    }
}

@Suite struct LocalPathTests {
    @Test(arguments: ["/profile", "/profile/access?done=registered", "/a%20b"])
    func takesPathsOfThisServer(_ path: String) {
        #expect(LocalPath.check(path) == path)
    }

    @Test(arguments: [
        "//evil.example", "https://evil.example", "profile", "/\\evil.example", "/a b", "/a\n",
        "", "/" + String(repeating: "a", count: 600), "/\u{7F}", "/é",
    ])
    func refusesTheRest(_ path: String) {
        #expect(LocalPath.check(path) == nil)
    }

    @Test func encodesWhatWouldEndAQuery() {
        #expect(LocalPath.encode("/a?b=c&d") == "/a%3Fb%3Dc%26d")
    }
}

/// A small generator with a fixed beginning, so that a failure comes again.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
