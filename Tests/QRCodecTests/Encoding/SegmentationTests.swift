import Testing

@testable import QRCodec

@Suite struct SegmentationTests {
    private func modes(_ text: String, version: Int = 1) -> [SegmentMode] {
        Segmentation.segments(of: Array(text.utf8), version: version).map(\.mode)
    }

    @Test func aStretchOfOneKindIsOneSegment() {
        #expect(modes("0123456789") == [.numeric])
        #expect(modes("HTTPS://EXAMPLE.ORG/") == [.alphanumeric])
        #expect(modes("https://example.org/") == [.byte])
        #expect(modes("") == [])
    }

    @Test func switchingPaysOnlyForLongStretches() {
        #expect(modes("abc12def") == [.byte])
        #expect(modes("abc0123456789012def") == [.byte, .numeric, .byte])
        #expect(modes("abcHELLO WORLD HELLO") == [.byte, .alphanumeric])
        #expect(modes("HELLO1") == [.alphanumeric])
    }

    /// Exhaustive check against all ways to divide short messages.
    @Test func noDivisionIsShorter() {
        var generator = SeededGenerator(5)
        for _ in 0..<60 {
            let alphabet = Array("0123456789ABCab".utf8)
            var message: [UInt8] = []
            while message.count < 9 {
                let character = alphabet[Int(generator.next() % UInt64(alphabet.count))]
                message += [UInt8](repeating: character, count: 1 + Int(generator.next() % 5))
            }
            message.removeLast(message.count - 9)
            let found = Segmentation.segments(of: message, version: 1).reduce(0) { $0 + $1.bitCount(version: 1) }
            #expect(found == shortest(message, from: 0))
        }
    }

    private func shortest(_ message: [UInt8], from start: Int) -> Int {
        if start == message.count { return 0 }
        var best = Int.max
        for mode in [SegmentMode.numeric, .alphanumeric, .byte] {
            var end = start
            while end < message.count, fits(message[end], mode) {
                end += 1
                let head = Segment(mode: mode, start: start, end: end).bitCount(version: 1)
                best = min(best, head + shortest(message, from: end))
            }
        }
        return best
    }

    private func fits(_ character: UInt8, _ mode: SegmentMode) -> Bool {
        switch mode {
        case .numeric: (0x30...0x39).contains(character)
        case .alphanumeric: AlphanumericSet.value(character) != nil
        default: true
        }
    }
}
