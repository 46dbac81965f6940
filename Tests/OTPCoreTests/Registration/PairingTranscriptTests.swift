import OTPCore
import Testing

@Suite struct PairingTranscriptTests {
    private static let fields: [[UInt8]] = [
        Array("https://a".utf8), Array("u".utf8), Array("Maria's Pixel 8".utf8),
        [2] + [UInt8](repeating: 1, count: 32), [3] + [UInt8](repeating: 2, count: 32),
        Array(Base64URL.encode([UInt8](repeating: 3, count: 32)).utf8),
    ]

    @Test func theInfoIsTheLabelAndTheFields() throws {
        let transcript = try #require(PairingTranscript(fields: Self.fields))
        #expect(transcript.info == Array("countersign/pairing/v1".utf8) + LengthPrefixed.encode(Self.fields))
    }

    @Test(arguments: [
        (0, "https://A"), (0, "https://a/"), (0, "https://a:443"), (0, ""), (1, ""),
        (1, String(repeating: "u", count: 129)),
        (2, ""), (2, "a\nb"), (2, String(repeating: "n", count: 257)), (3, "short"), (4, "short"), (5, "short"),
        (5, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB"),
    ])
    func fieldsOutOfTheirBoundsAreRefused(index: Int, text: String) {
        var fields = Self.fields
        fields[index] = Array(text.utf8)
        #expect(PairingTranscript(fields: fields) == nil)
    }

    @Test func fieldsThatAreNotTextAreRefused() {
        for index in 1...2 {
            var fields = Self.fields
            fields[index] = [0xFF, 0xFE]
            #expect(PairingTranscript(fields: fields) == nil)
        }
    }

    @Test func sixFieldsAreATranscript() {
        #expect(PairingTranscript(fields: Array(Self.fields.dropLast())) == nil)
        #expect(PairingTranscript(fields: Self.fields + [[]]) == nil)
    }
}
