import OTPCore
import Testing

@Suite struct LengthPrefixedTests {
    @Test func fieldsComeBack() {
        let fields: [[UInt8]] = [[], [1], Array(repeating: 7, count: 300)]
        #expect(LengthPrefixed.decode(LengthPrefixed.encode(fields), count: 3) == fields)
    }

    @Test func lengthsAreBigEndian() {
        #expect(LengthPrefixed.encode([[UInt8](repeating: 9, count: 258)]).prefix(3) == [1, 2, 9])
    }

    @Test(arguments: [[], [0], [0, 1], [0, 2, 5], [0, 0, 0], [0, 0, 0, 0], [255, 255, 0]] as [[UInt8]])
    func damagedFieldsAreRefused(bytes: [UInt8]) {
        #expect(LengthPrefixed.decode(bytes, count: 1) == nil)
    }
}
