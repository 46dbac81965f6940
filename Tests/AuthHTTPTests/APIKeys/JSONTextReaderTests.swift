import Foundation
import Testing

@testable import AuthHTTP

/// The reader takes what it was asked for and nothing else, whatever a client sends.
@Suite struct JSONTextReaderTests {
    /// What is no object of exactly the texts `username` and `code`.
    static let hostile: [[UInt8]] = texts.map { Array($0.utf8) } + bytes

    private static let valid = #"{"username":"a","code":"b"}"#

    private static let texts: [String] =
        (0..<valid.count).map { String(valid.prefix($0)) } + [
            "null", "true", "1", "\"text\"", "[]", "{}", "{,}", valid + valid, valid + "x", valid + "\u{0}",
            "\u{FEFF}" + valid, "[" + valid + "]",
            #"{"username":"a"}"#, #"{"code":"b"}"#,
            #"{"username":"a","code":"b",}"#, #"{,"username":"a","code":"b"}"#,
            #"{"username":"a" "code":"b"}"#, #"{"username" "a","code":"b"}"#,
            #"{"username":"a","code":"b","more":"c"}"#, #"{"Username":"a","code":"b"}"#,
            #"{"username":"a","username":"a","code":"b"}"#,
            #"{"username":"a","code":"b","code":"c"}"#,
            #"{"username":"a","code":"b","c\u006fde":"c"}"#,
            #"{"username":"a","code":123456}"#, #"{"username":"a","code":null}"#,
            #"{"username":["a"],"code":"b"}"#, #"{"username":{"a":"b"},"code":"b"}"#,
            #"{'username':'a','code':'b'}"#, #"{username:"a",code:"b"}"#,
            #"{"username":"a","code":"b"} // why"#,
            #"{"username":"a\u0000","code":"b"}"#, "{\"username\":\"a\u{0}\",\"code\":\"b\"}",
            "{\"username\":\"a\nb\",\"code\":\"b\"}",
            #"{"username":"\ud83d","code":"b"}"#, #"{"username":"\ude00","code":"b"}"#,
            #"{"username":"\ud83d\ud83d","code":"b"}"#, #"{"username":"\ud83dxx","code":"b"}"#,
            #"{"username":"\u12","code":"b"}"#, #"{"username":"\u12g4","code":"b"}"#,
            #"{"username":"\u+123","code":"b"}"#, #"{"username":"\x61","code":"b"}"#,
            #"{"username":"a\"#, #"{"username":"a\u"#, #"{"username":"a\ud83d\u"#,
            String(repeating: "[", count: 4000), String(repeating: "{", count: 4000),
            String(repeating: #"{"username":"#, count: 300),
            #"{"username":"# + String(repeating: "[", count: 3000),
            String(repeating: #"\"#, count: 4000), String(repeating: "\"", count: 4000),
        ]

    private static let bytes: [[UInt8]] = [
        [0xFF], [0xEF, 0xBB, 0xBF], Array(repeating: 0, count: 4000),
        around([0xC3]), around([0xC0, 0x80]), around([0xED, 0xA0, 0xBD]), around([0xF5, 0x80, 0x80, 0x80]),
        around(Array(#"\n"#.utf8) + [0x80]), Array(valid.utf16.flatMap { [UInt8($0), 0] }),
    ]

    private static func around(_ name: [UInt8]) -> [UInt8] {
        Array(#"{"username":""#.utf8) + name + Array(#"","code":"b"}"#.utf8)
    }

    private func read(_ text: String) -> [String]? {
        JSONTextReader.members(["username", "code"], of: Array(text.utf8))
    }

    @Test func everythingElseIsRefused() {
        for body in Self.hostile {
            #expect(
                JSONTextReader.members(["username", "code"], of: body) == nil,
                "\(String(decoding: body.prefix(80), as: UTF8.self))")
        }
    }

    @Test func membersComeInTheOrderThatWasAskedFor() {
        #expect(read(Self.valid) == ["a", "b"])
        #expect(read(#"{"code":"b","username":"a"}"#) == ["a", "b"])
        #expect(read(" \t\r\n{ \"username\" : \"a\" ,\n\"code\":\"\" } \n") == ["a", ""])
    }

    @Test func escapesMeanWhatTheyMeanToOthers() throws {
        let text = #"{"username":"\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\uDE00é😀","code":"b\u0020"}"#
        let expected = try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
        let found = try #require(read(text))
        #expect(found == [expected["username"], expected["code"]])
    }

    @Test func randomBytesNeverHarm() {
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array(#"{}[]":,\u0dD8ae usernamecode"#.utf8) + [0, 0x80, 0xC3, 0xED, 0xF0]
        for _ in 0..<5000 {
            let count = Int.random(in: 0...60, using: &generator)
            let noise = (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            _ = JSONTextReader.members(["username", "code"], of: noise)
            _ = JSONTextReader.members(["username", "code"], of: Self.around(noise))
        }
    }

    @Test func whatIsWrittenIsReadAsTheSame() throws {
        let scalars = (1..<0x300).compactMap { Unicode.Scalar($0) } + ["\u{2028}", "😀"]
        let text = String(String.UnicodeScalarView(scalars))
        var writer = JSONTextWriter()
        writer.append(raw: #"{"username":"#)
        writer.append(text: text)
        writer.append(raw: #","code":""}"#)
        #expect(JSONTextReader.members(["username", "code"], of: writer.bytes) == [text, ""])
        let decoded = try JSONDecoder().decode([String: String].self, from: Data(writer.bytes))
        #expect(decoded["username"] == text)
    }
}
