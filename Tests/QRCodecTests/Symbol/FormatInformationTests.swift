import Testing

@testable import QRCodec

@Suite struct FormatInformationTests {
    /// ISO/IEC 18004 table C.1, all 32 sequences.
    static let table: [Int] = [
        0x5412, 0x5125, 0x5E7C, 0x5B4B, 0x45F9, 0x40CE, 0x4F97, 0x4AA0,
        0x77C4, 0x72F3, 0x7DAA, 0x789D, 0x662F, 0x6318, 0x6C41, 0x6976,
        0x1689, 0x13BE, 0x1CE7, 0x19D0, 0x0762, 0x0255, 0x0D0C, 0x083B,
        0x355F, 0x3068, 0x3F31, 0x3A06, 0x24B4, 0x2183, 0x2EDA, 0x2BED,
    ]

    @Test func bitsAreThoseOfThePublishedTable() {
        for data in 0..<32 {
            #expect(FormatInformation(data: data).bits == Self.table[data])
            #expect(FormatInformation(data: data).data == data)
        }
    }

    @Test func threeWrongModulesInACopyAreForgiven() throws {
        let symbol = try QREncoder.encode(Array("format".utf8), level: .quartile)
        var generator = SeededGenerator(7)
        for _ in 0..<20 {
            var matrix = symbol.matrix
            for copy in 0...1 {
                for bit in (0..<15).shuffled(using: &generator).prefix(3) {
                    let place = FormatInformation.position(ofBit: bit, copy: copy, size: symbol.size)
                    matrix.set(x: place.x, y: place.y, isDark: !matrix.isDark(x: place.x, y: place.y))
                }
            }
            #expect(try QRDecoder.decode(matrix: matrix).level == symbol.level)
        }
    }

    @Test func oneCopyMayBeLostAltogether() throws {
        let symbol = try QREncoder.encode(Array("format".utf8), level: .medium)
        for copy in 0...1 {
            var matrix = symbol.matrix
            for bit in 0..<15 {
                let place = FormatInformation.position(ofBit: bit, copy: copy, size: symbol.size)
                matrix.set(x: place.x, y: place.y, isDark: true)
            }
            #expect(try QRDecoder.decode(matrix: matrix).text == "format")
        }
    }
}
