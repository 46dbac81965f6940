/// The message of a symbol's data codewords (ISO/IEC 18004 §7.4).
struct SegmentReader {
    /// The message so far.
    private(set) var bytes: [UInt8] = []
    /// The same, cut where the character set changes.
    private(set) var texts: [QRText] = []
    /// What the symbol says about itself.
    private(set) var header = SymbolHeader()
    /// Whether nothing but the padding of §7.4.10 follows the message.
    private(set) var isPadded = false
    /// The last character set that an ECI header named, 0…999999.
    private(set) var characterSet: Int?

    private var reader: BitReader
    private let version: Int

    /// Reads all segments up to the terminator or the end.
    ///
    /// In symbols with FNC1, `%` of alphanumeric mode is the separator GS and `%%` is `%` (§7.4.8.2).
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
            case 0b0000:
                isPadded = readPadding()
                return
            case 0b0001: try readNumeric()
            case 0b0010: try readAlphanumeric()
            case 0b0100: try readBytes()
            case 0b1000: try readKanji()
            case 0b0111: characterSet = try readCharacterSet()
            case 0b0011: try readStructuredAppend()
            case 0b0101: header.application = .gs1
            case 0b1001: header.application = .industry(try bits(8))
            default: throw .malformedData
            }
        }
        isPadded = true
    }

    private mutating func readStructuredAppend() throws(QRDecodingError) {
        let index = try bits(4)
        let count = try bits(4) + 1
        let parity = try bits(8)
        header.structuredAppend = .init(index: index, count: count, parity: parity)
    }

    /// Whether zeros up to a byte and then 0xEC and 0x11 in turn follow up to the end.
    private mutating func readPadding() -> Bool {
        guard reader.read(reader.remaining % 8) == 0 else { return false }
        var expected = 0xEC
        while let byte = reader.read(8) {
            guard byte == expected else { return false }
            expected ^= 0xEC ^ 0x11
        }
        return true
    }

    /// Adds to the message in the character set at hand, or in Shift JIS.
    private mutating func append(_ new: [UInt8], isKanji: Bool = false) {
        bytes.append(contentsOf: new)
        let encoding = isKanji ? QRText.Encoding.shiftJIS : QRText.Encoding(designator: characterSet)
        if let last = texts.last, last.encoding == encoding {
            texts[texts.count - 1].bytes.append(contentsOf: new)
        } else {
            texts.append(QRText(encoding: encoding, bytes: new))
        }
    }

    private mutating func bits(_ width: Int) throws(QRDecodingError) -> Int {
        guard let value = reader.read(width) else { throw .malformedData }
        return value
    }

    private mutating func readNumeric() throws(QRDecodingError) {
        var left = try bits(SegmentMode.numeric.countBits(version: version))
        var new: [UInt8] = []
        while left > 0 {
            let digits = min(3, left)
            let value = try bits(digits * 3 + 1)
            guard value < (digits == 3 ? 1000 : digits == 2 ? 100 : 10) else { throw .malformedData }
            if digits == 3 { new.append(0x30 + UInt8(value / 100)) }
            if digits >= 2 { new.append(0x30 + UInt8(value / 10 % 10)) }
            new.append(0x30 + UInt8(value % 10))
            left -= digits
        }
        append(new)
    }

    private mutating func readAlphanumeric() throws(QRDecodingError) {
        var left = try bits(SegmentMode.alphanumeric.countBits(version: version))
        var new: [UInt8] = []
        while left > 0 {
            let value = try bits(left >= 2 ? 11 : 6)
            guard value < (left >= 2 ? 45 * 45 : 45) else { throw .malformedData }
            if left >= 2 { new.append(AlphanumericSet.characters[value / 45]) }
            new.append(AlphanumericSet.characters[value % 45])
            left -= min(2, left)
        }
        append(header.application == nil ? new : SegmentReader.separated(new))
    }

    /// With `%` read as GS (0x1D) and `%%` as `%`.
    private static func separated(_ characters: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < characters.count {
            let isPercent = characters[index] == 0x25
            let isDouble = isPercent && index + 1 < characters.count && characters[index + 1] == 0x25
            result.append(isPercent && !isDouble ? 0x1D : characters[index])
            index += isDouble ? 2 : 1
        }
        return result
    }

    private mutating func readBytes() throws(QRDecodingError) {
        let count = try bits(SegmentMode.byte.countBits(version: version))
        guard count * 8 <= reader.remaining else { throw .malformedData }
        var new: [UInt8] = []
        new.reserveCapacity(count)
        for _ in 0..<count { new.append(UInt8(try bits(8))) }
        append(new)
    }

    /// Two bytes of Shift JIS for each character (§7.4.6).
    private mutating func readKanji() throws(QRDecodingError) {
        let count = try bits(SegmentMode.kanji.countBits(version: version))
        guard count * 13 <= reader.remaining else { throw .malformedData }
        var new: [UInt8] = []
        for _ in 0..<count {
            let value = try bits(13)
            let offset = (value / 0xC0) << 8 | value % 0xC0
            let character = offset + (offset < 0x1F00 ? 0x8140 : 0xC140)
            guard character <= 0xFFFF else { throw .malformedData }
            new.append(UInt8(character >> 8))
            new.append(UInt8(character & 0xFF))
        }
        append(new, isKanji: true)
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
