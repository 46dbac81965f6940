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

    @Test func structuredAppendIsReported() throws {
        // ISO/IEC 18004 §8: symbol 3 of 7 with parity 0x5A.
        let reader = try SegmentReader(data([(3, 4), (2, 4), (6, 4), (0x5A, 8), (1, 4), (1, 10), (7, 4)]), version: 1)
        #expect(reader.header.structuredAppend == .init(index: 2, count: 7, parity: 0x5A))
        #expect(reader.bytes == [0x37])
    }

    @Test func percentSignsSeparateWhereFNC1IsSet() throws {
        // "A%%B%" in alphanumeric mode.
        let characters = [(2, 4), (5, 9), (10 * 45 + 38, 11), (38 * 45 + 11, 11), (38, 6), (0, 4)]
        let gs1 = try SegmentReader(data([(5, 4)] + characters), version: 1)
        #expect(gs1.header.application == .gs1)
        #expect(gs1.bytes == [0x41, 0x25, 0x42, 0x1D])
        let industry = try SegmentReader(data([(9, 4), (165, 8)] + characters), version: 1)
        #expect(industry.header.application == .industry(165))
        #expect(try SegmentReader(data(characters), version: 1).bytes == Array("A%%B%".utf8))
    }

    @Test func eachCharacterSetHasItsText() throws {
        let fields = [
            (7, 4), (3, 8), (4, 4), (1, 8), (0xE9, 8), (7, 4), (26, 8), (4, 4), (2, 8), (0xC3, 8), (0xBC, 8),
            (7, 4), (20, 8), (4, 4), (2, 8), (0xB1, 8), (0x42, 8), (8, 4), (1, 8), (0xD9F, 13), (0, 4),
        ]
        let reader = try SegmentReader(data(fields), version: 1)
        #expect(reader.texts.map(\.encoding) == [.latin1, .utf8, .shiftJIS])
        #expect(reader.texts.map(\.string) == ["é", "ü", "\u{FF71}B\u{FFFD}"])
    }

    @Test(
        arguments: [
            ([0x68, 0xC3, 0xA9], "h\u{E9}"), ([0x68, 0xE9], "h\u{E9}"), ([0xE2, 0x82, 0xAC], "\u{20AC}"),
            ([0xED, 0xA0, 0x80], "\u{ED}\u{A0}\u{80}"), ([0xC0, 0x80], "\u{C0}\u{80}"),
            ([0xF4, 0x90, 0x80, 0x80], "\u{F4}\u{90}\u{80}\u{80}"), ([0xC3], "\u{C3}"),
            ([0xF0, 0x9F, 0x98, 0x80], "\u{1F600}"),
        ] as [([UInt8], String)])
    func bytesWithoutHeaderAreUTF8OrElseLatin1(bytes: [UInt8], text: String) {
        #expect(QRText(encoding: .unsaid, bytes: bytes).string == text)
    }

    @Test func onlyRegularPaddingIsTakenForPadding() throws {
        let digit = [(1, 4), (1, 10), (7, 4)]
        #expect(try SegmentReader(data(digit), version: 1).isPadded)
        #expect(try SegmentReader(data(digit + [(0, 4), (0, 2), (0xEC, 8), (0x11, 8)]), version: 1).isPadded)
        #expect(try !SegmentReader(data(digit + [(0, 4), (0, 2), (0xEC, 8), (0xEC, 8)]), version: 1).isPadded)
        #expect(try !SegmentReader(data(digit + [(0, 4), (1, 2), (0xEC, 8)]), version: 1).isPadded)
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
