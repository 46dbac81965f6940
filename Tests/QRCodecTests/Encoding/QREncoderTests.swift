import Testing

@testable import QRCodec

@Suite struct QREncoderTests {
    /// ISO/IEC 18004 table 7, version 40.
    @Test(arguments: [
        (ErrorCorrectionLevel.low, 7089, 4296, 2953), (.medium, 5596, 3391, 2331),
        (.quartile, 3993, 2420, 1663), (.high, 3057, 1852, 1273),
    ])
    func largestMessagesAreThoseOfTheStandard(level: ErrorCorrectionLevel, digits: Int, capitals: Int, bytes: Int)
        throws
    {
        for (count, character) in [(digits, UInt8(0x37)), (capitals, 0x51), (bytes, 0x71)] {
            let message = [UInt8](repeating: character, count: count)
            let symbol = try QREncoder.encode(message, level: level, minimumVersion: 40, mask: 3)
            #expect(symbol.version == 40)
            #expect(throws: QREncodingError.self) {
                _ = try QREncoder.encode(message + [character], level: level)
            }
        }
    }

    @Test func tooLongSaysWhatIsThere() {
        let message = [UInt8](repeating: 0x71, count: 3000)
        #expect(throws: QREncodingError.tooLong(bits: 24_020, capacity: 23_648)) {
            _ = try QREncoder.encode(message, level: .low)
        }
        #expect(throws: QREncodingError.self) {
            _ = try QREncoder.encode([UInt8](repeating: 0x37, count: 100_000), level: .low)
        }
    }

    @Test func boostingKeepsTheVersion() throws {
        let message = Array("HELLO".utf8)
        let plain = try QREncoder.encode(message, level: .low, boostingLevel: false)
        let boosted = try QREncoder.encode(message, level: .low)
        #expect(plain.level == .low)
        #expect(boosted.level == .high)
        #expect(plain.version == 1 && boosted.version == 1)
    }

    @Test func minimumVersionIsBroughtIntoTheRange() throws {
        #expect(try QREncoder.encode([0x31], level: .low, minimumVersion: -5).version == 1)
        #expect(try QREncoder.encode([0x31], level: .low, minimumVersion: 12).version == 12)
        #expect(try QREncoder.encode([0x31], level: .low, minimumVersion: Int.max).version == 40)
    }

    /// The masks are weighed as bits and drawn as modules; both must come to the same symbol.
    @Test(arguments: [1, 6, 7, 11, 12, 27, 28, 40])
    func chosenMaskHasTheLeastPenalty(version: Int) throws {
        func score(_ symbol: QRSymbol) -> Int {
            let modules = ModuleBits(symbol.matrix)
            return MaskPenalty.score(modules, transposed: ModuleBits(symbol.matrix, isTransposed: true))
        }
        let message = Array("mask choice".utf8)
        let symbol = try QREncoder.encode(message, level: .medium, minimumVersion: version, boostingLevel: false)
        let least = score(symbol)
        for mask in 0..<8 {
            let other = try QREncoder.encode(message, level: .medium, minimumVersion: version, mask: mask)
            #expect(mask < symbol.mask ? score(other) > least : score(other) >= least)
        }
    }

    @Test func anEmptyMessageIsASymbolToo() throws {
        let symbol = try QREncoder.encode([], level: .medium)
        #expect(try QRDecoder.decode(matrix: symbol.matrix).bytes.isEmpty)
    }
}
