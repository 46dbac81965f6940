/// How a stretch of the message is written as bits (ISO/IEC 18004 §7.4).
enum SegmentMode: UInt8, Sendable {
    /// Digits, three in ten bits (§7.4.3).
    case numeric
    /// Digits, capitals and nine signs, two in eleven bits (§7.4.4).
    case alphanumeric
    /// Bytes of eight bits (§7.4.5).
    case byte
    /// Double-byte Shift JIS characters of thirteen bits (§7.4.6); this codec only reads it.
    case kanji

    /// The four bits that announce the mode (table 2).
    var indicator: Int {
        switch self {
        case .numeric: 0b0001
        case .alphanumeric: 0b0010
        case .byte: 0b0100
        case .kanji: 0b1000
        }
    }

    /// Width of the character count in a symbol of `version`, in bits (table 3).
    func countBits(version: Int) -> Int {
        let group = version < 10 ? 0 : version < 27 ? 1 : 2
        switch self {
        case .numeric: return 10 + 2 * group
        case .alphanumeric: return 9 + 2 * group
        case .byte: return group == 0 ? 8 : 16
        case .kanji: return 8 + 2 * group
        }
    }
}

/// The 45 characters of the alphanumeric mode (ISO/IEC 18004 table 5).
enum AlphanumericSet {
    /// ASCII of the character with each value, 0…44.
    static let characters: [UInt8] = [
        0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x41, 0x42, 0x43, 0x44, 0x45,
        0x46, 0x47, 0x48, 0x49, 0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F, 0x50, 0x51, 0x52, 0x53, 0x54,
        0x55, 0x56, 0x57, 0x58, 0x59, 0x5A, 0x20, 0x24, 0x25, 0x2A, 0x2B, 0x2D, 0x2E, 0x2F, 0x3A,
    ]

    /// The value, 0…44, of an ASCII character, or `nil` if it has none.
    static func value(_ character: UInt8) -> Int? {
        switch character {
        case 0x30...0x39: return Int(character) - 0x30
        case 0x41...0x5A: return Int(character) - 0x41 + 10
        default:
            for value in 36..<45 where characters[value] == character { return value }
            return nil
        }
    }
}
