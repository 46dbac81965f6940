/// How much of a symbol may be damaged and still be read (ISO/IEC 18004 §6.5.1), weakest first.
public enum ErrorCorrectionLevel: UInt8, Sendable, CaseIterable {
    /// Level L: about 7 % of the codewords can be restored.
    case low
    /// Level M: about 15 % of the codewords can be restored.
    case medium
    /// Level Q: about 25 % of the codewords can be restored.
    case quartile
    /// Level H: about 30 % of the codewords can be restored.
    case high
}

extension ErrorCorrectionLevel {
    /// The two bits that stand for the level in the format information (§7.9.1, table 12).
    var formatBits: Int {
        switch self {
        case .low: 0b01
        case .medium: 0b00
        case .quartile: 0b11
        case .high: 0b10
        }
    }

    /// The level that two bits of the format information stand for; other bits are ignored.
    init(formatBits: Int) {
        switch formatBits & 0b11 {
        case 0b01: self = .low
        case 0b00: self = .medium
        case 0b11: self = .quartile
        default: self = .high
        }
    }
}
