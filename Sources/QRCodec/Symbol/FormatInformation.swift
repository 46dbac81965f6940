/// Level and mask as fifteen protected bits, twice in every symbol (ISO/IEC 18004 §7.9 and annex C).
struct FormatInformation: Sendable, Equatable {
    /// The error correction level.
    let level: ErrorCorrectionLevel
    /// The data mask pattern, 0…7.
    let mask: Int

    /// The format whose five data bits are `data`, 0…31.
    init(data: Int) {
        level = ErrorCorrectionLevel(formatBits: data >> 3)
        mask = data & 7
    }

    /// The format of a level and a mask (0…7).
    init(level: ErrorCorrectionLevel, mask: Int) {
        self.level = level
        self.mask = mask & 7
    }

    /// The five data bits, 0…31.
    var data: Int { level.formatBits << 3 | mask }

    /// The fifteen bits as they stand in the symbol: BCH (15, 5), masked.
    var bits: Int {
        var remainder = data
        for _ in 0..<10 {
            remainder = remainder << 1 ^ (remainder >> 9) * 0x537
        }
        return (data << 10 | remainder) ^ 0x5412
    }

    /// Where the bits stand, least significant first, in a symbol of `size` modules a side (figure 25).
    ///
    /// Of the copies, 0 is the one around the top left finder pattern, 1 the one at the other two.
    static func position(ofBit bit: Int, copy: Int, size: Int) -> (x: Int, y: Int) {
        if copy == 0 {
            switch bit {
            case 0...5: return (8, bit)
            case 6, 7: return (8, bit + 1)
            case 8: return (7, 8)
            default: return (14 - bit, 8)
            }
        }
        return bit < 8 ? (size - 1 - bit, 8) : (8, size - 15 + bit)
    }
}
