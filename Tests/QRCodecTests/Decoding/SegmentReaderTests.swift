import Testing

@testable import QRCodec

@Suite struct SegmentReaderTests {
    private func data(_ fields: [(value: Int, width: Int)]) -> [UInt8] {
        var buffer = BitBuffer()
        for field in fields { buffer.append(field.value, width: field.width) }
        return buffer.bytes
    }

    @Test func kanjiComeAsShiftJIS() throws {
        // ISO/IEC 18004 §7.4.6: 点 (0x935F) and 茗 (0xE4AA).
        let reader = try SegmentReader(data([(8, 4), (2, 8), (0xD9F, 13), (0x1AAA, 13), (0, 4)]), version: 1)
        #expect(reader.bytes == [0x93, 0x5F, 0xE4, 0xAA])
    }

    @Test func characterSetsAreReported() throws {
        let one = try SegmentReader(data([(7, 4), (26, 8), (4, 4), (1, 8), (0x41, 8), (0, 4)]), version: 1)
        #expect(one.characterSet == 26 && one.bytes == [0x41])
        let two = try SegmentReader(data([(7, 4), (0b10, 2), (899, 14), (0, 4)]), version: 1)
        #expect(two.characterSet == 899)
        let three = try SegmentReader(data([(7, 4), (0b110, 3), (999_999, 21), (0, 4)]), version: 1)
        #expect(three.characterSet == 999_999)
        #expect(throws: QRDecodingError.malformedData) { _ = try SegmentReader(data([(7, 4), (0xFF, 8)]), version: 1) }
    }

    @Test func headersOfOtherStandardsArePassedOver() throws {
        let reader = try SegmentReader(
            data([(3, 4), (0x1234, 16), (5, 4), (9, 4), (0x41, 8), (1, 4), (1, 10), (7, 4), (0, 4)]),
            version: 1
        )
        #expect(reader.bytes == [0x37])
    }

    @Test func valuesOutOfRangeAreRefused() {
        for fields in [
            [(1, 4), (3, 10), (1000, 10)], [(1, 4), (2, 10), (100, 7)], [(1, 4), (1, 10), (10, 4)],
            [(2, 4), (2, 9), (2025, 11)], [(2, 4), (1, 9), (45, 6)], [(4, 4), (200, 8), (1, 8)],
            [(8, 4), (3, 8), (1, 13)], [(15, 4), (0, 4)], [(6, 4), (0, 4)],
        ] as [[(value: Int, width: Int)]] {
            #expect(throws: QRDecodingError.malformedData) { _ = try SegmentReader(data(fields), version: 1) }
        }
    }

    @Test func anyBytesGiveAMessageOrAnError() {
        var generator = SeededGenerator(41)
        for round in 0..<2000 {
            let bytes = generator.bytes(round % 60)
            for version in [1, 10, 27] { _ = try? SegmentReader(bytes, version: version) }
        }
    }
}
