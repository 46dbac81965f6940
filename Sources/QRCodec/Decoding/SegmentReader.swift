/// The message of a symbol's data codewords (ISO/IEC 18004 §7.4).
struct SegmentReader {
    /// The message so far.
    private(set) var bytes: [UInt8] = []
    /// The last character set that an ECI header named, 0…999999.
    private(set) var characterSet: Int?
    /// What a structured append header says.
    private(set) var structuredAppend: StructuredAppend?
    /// What an FNC1 header says.
    private(set) var fnc1: FNC1?
    /// Whether there was a segment of kanji.
    private(set) var hasKanji = false

    private var reader: BitReader
    private let version: Int

    /// Reads all segments up to the terminator or the end.
    ///
    /// - Parameters:
    ///   - data: the data codewords, corrected and in order.
    ///   - version: 1…40.
    /// - Throws: ``QRDecodingError/malformedData`` for an unknown mode, a value out of range, or a short segment.
    init(_ data: [UInt8], version: Int) throws(QRDecodingError) {
        reader = BitReader(data)
        self.version = version
        bytes.reserveCapacity(data.count)
        while reader.remaining >= 4 {
            let indicator = try bits(4)
            switch indicator {
            case 0b0000: return
            case 0b0001: try readNumeric()
            case 0b0010: try readAlphanumeric()
            case 0b0100: try readBytes()
            case 0b1000: try readKanji()
            case 0b0111: characterSet = try readCharacterSet()
            case 0b0011: structuredAppend = try readStructuredAppend()
            case 0b0101: fnc1 = .gs1
            case 0b1001: fnc1 = .industry(try bits(8))
            default: throw .malformedData
            }
        }
    }

    private mutating func bits(_ width: Int) throws(QRDecodingError) -> Int {
        guard let value = reader.read(width) else { throw .malformedData }
        return value
    }

    private mutating func readNumeric() throws(QRDecodingError) {
        var left = try bits(SegmentMode.numeric.countBits(version: version))
        while left > 0 {
            let digits = min(3, left)
            let value = try bits(digits * 3 + 1)
            guard value < (digits == 3 ? 1000 : digits == 2 ? 100 : 10) else { throw .malformedData }
            if digits == 3 { bytes.append(0x30 + UInt8(value / 100)) }
            if digits >= 2 { bytes.append(0x30 + UInt8(value / 10 % 10)) }
            bytes.append(0x30 + UInt8(value % 10))
            left -= digits
        }
    }

    private mutating func readStructuredAppend() throws(QRDecodingError) -> StructuredAppend {
        let header = try bits(16)
        let (index, count) = (header >> 12, (header >> 8 & 0xF) + 1)
        guard index < count else { throw .malformedData }
        return StructuredAppend(index: index, count: count, parity: UInt8(header & 0xFF))
    }

    private mutating func readAlphanumeric() throws(QRDecodingError) {
        let start = bytes.count
        var left = try bits(SegmentMode.alphanumeric.countBits(version: version))
        while left > 0 {
            let value = try bits(left >= 2 ? 11 : 6)
            guard value < (left >= 2 ? 45 * 45 : 45) else { throw .malformedData }
            if left >= 2 { bytes.append(AlphanumericSet.characters[value / 45]) }
            bytes.append(AlphanumericSet.characters[value % 45])
            left -= min(2, left)
        }
        if fnc1 != nil { separateFields(from: start) }
    }

    /// Under FNC1 `%` is the separator GS, and `%%` is `%` (§7.4.8.2).
    private mutating func separateFields(from start: Int) {
        var kept = Array(bytes[..<start])
        var index = start
        while index < bytes.count {
            let isPercent = bytes[index] == 0x25
            if isPercent, index + 1 < bytes.count, bytes[index + 1] == 0x25 {
                kept.append(0x25)
                index += 2
            } else {
                kept.append(isPercent ? 0x1D : bytes[index])
                index += 1
            }
        }
        bytes = kept
    }

    private mutating func readBytes() throws(QRDecodingError) {
        let count = try bits(SegmentMode.byte.countBits(version: version))
        guard count * 8 <= reader.remaining else { throw .malformedData }
        for _ in 0..<count { bytes.append(UInt8(try bits(8))) }
    }

    /// Two bytes of Shift JIS for each character (§7.4.6).
    private mutating func readKanji() throws(QRDecodingError) {
        let count = try bits(SegmentMode.kanji.countBits(version: version))
        guard count * 13 <= reader.remaining else { throw .malformedData }
        hasKanji = true
        for _ in 0..<count {
            let value = try bits(13)
            let offset = (value / 0xC0) << 8 | value % 0xC0
            let character = offset + (offset < 0x1F00 ? 0x8140 : 0xC140)
            guard character <= 0xFFFF else { throw .malformedData }
            bytes.append(UInt8(character >> 8))
            bytes.append(UInt8(character & 0xFF))
        }
    }

    /// The number of an ECI header in one, two or three bytes (§7.4.3.1).
    private mutating func readCharacterSet() throws(QRDecodingError) -> Int {
        let first = try bits(8)
        if first & 0x80 == 0 { return first }
        if first & 0xC0 == 0x80 {
            let rest = try bits(8)
            return (first & 0x3F) << 8 | rest
        }
        guard first & 0xE0 == 0xC0 else { throw .malformedData }
        let rest = try bits(16)
        return (first & 0x1F) << 16 | rest
    }
}
