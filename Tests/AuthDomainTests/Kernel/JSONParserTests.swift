import AuthDomain
import Testing

/// JSON from a hostile hand is read or refused, and nothing else happens.
@Suite struct JSONParserTests {
    private func parse(_ text: String) -> Result<JSONValue, JSONParser.Failure> {
        JSONParser.parse(Array(text.utf8))
    }

    @Test func everyKindOfValueIsRead() throws {
        let value = try parse(#" {"a": [1, -20, true, false, null, "\u00e9\ud83d\ude00\n\"\\/"], "b": {}} "#).get()
        #expect(
            value
                == .object([
                    JSONValue.Member(
                        "a", .list([.number(1), .number(-20), .flag(true), .flag(false), .null, .text("é😀\n\"\\/")])),
                    JSONValue.Member("b", .object([JSONValue.Member]())),
                ]))
        #expect(try parse(value.formatted).get() == value)
    }

    @Test(arguments: [
        "", " ", "{", "}", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "tru",
        "1.5",
        "1e3", "01", "-", "1234567890", "\"\u{1}\"", "\"\\x\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\ud800\\u0041\"",
        "\"", "{} {}", "nullx", "[[[[[[[[[[1]]]]]]]]]]",
    ])
    func whatIsNoneIsRefused(text: String) {
        #expect(throws: JSONParser.Failure.self) { try parse(text).get() }
    }

    @Test func bytesThatAreNoUTF8AreRefused() {
        for bytes: [UInt8] in [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0xEF, 0xBB, 0xBF, 0x7B, 0x7D]] {
            #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(bytes).get() }
        }
    }

    @Test func sizeAndDepthAreBounded() {
        let long = [UInt8](repeating: UInt8(ascii: " "), count: JSONParser.mostBytes + 1)
        #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(long).get() }
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: JSONParser.mostBytes)
        #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(deep).get() }
    }

    @Test func theLineOfTheMistakeIsTold() {
        guard case .failure(let failure) = parse("{\n\"a\": 1,\n\"b\" 2}") else {
            Issue.record("it was read")
            return
        }
        #expect(failure.line == 3)
    }

    @Test func everyBeginningOfADocumentIsRefused() {
        let document = Array(#"{"a": [1, true, "\u00e9x"], "b": {"c": null}}"#.utf8)
        for count in 0..<document.count {
            #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(Array(document.prefix(count))).get() }
        }
    }
}
