import Testing

@testable import QRCodec

@Suite struct CodewordSequenceTests {
    /// ISO/IEC 18004 annex I: "01234567" in version 1-M.
    @Test func workedExampleOfTheStandardComesOut() {
        let message = Array("01234567".utf8)
        var buffer = BitBuffer()
        for segment in Segmentation.segments(of: message, version: 1) {
            segment.write(message, version: 1, to: &buffer)
        }
        let layout = SymbolVersion(clamping: 1).blocks(.medium)
        let data = CodewordSequence.data(buffer, count: layout.dataCount)
        #expect(
            CodewordSequence.interleaved(data, layout: layout) == [
                0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11,
                0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55,
            ]
        )
    }

    @Test func bitBufferWritesMostSignificantFirst() {
        var buffer = BitBuffer()
        buffer.append(0b101, width: 3)
        buffer.append(0x1FF, width: 9)
        buffer.append(0, width: 0)
        #expect(buffer.count == 12)
        #expect(buffer.bytes == [0b1011_1111, 0b1111_0000])
    }
}
