/// Crockford's Base32, for codes that people read and type: no I, L, O and U, and look-alikes are taken for what
/// was meant.
public enum CrockfordBase32 {
    /// The longest text that is read, in bytes.
    public static let longestText = 64

    /// The first `count` symbols of `bytes`, five bits each, in ASCII and upper case.
    ///
    /// - Parameters:
    ///   - bytes: At least `count` × 5 bits.
    ///   - count: How many symbols, 1 or more.
    /// - Returns: `count` symbols.
    public static func symbols(of bytes: [UInt8], count: Int) -> [UInt8] {
        precondition(bytes.count * 8 >= count * 5, "too few bits for so many symbols")
        return BitAccumulator.symbols(of: bytes, width: 5).prefix(count).map { symbol(for: $0) }
    }

    /// The symbols of a typed text, upper case; `nil` unless exactly `count` remain.
    ///
    /// Lower case, spaces and hyphens do not matter; O is read as 0, I and L as 1. A text over ``longestText``
    /// bytes is refused unread.
    public static func read(_ text: [UInt8], count: Int) -> [UInt8]? {
        guard text.count <= longestText else { return nil }
        var symbols: [UInt8] = []
        var index = 0
        while index < text.count {
            let skipped = Separator.length(text, at: index)
            if skipped > 0 {
                index += skipped
            } else {
                guard let symbol = canonical(text[index]) else { return nil }
                symbols.append(symbol)
                index += 1
            }
        }
        return symbols.count == count ? symbols : nil
    }

    /// `symbols` in groups of `size`, with a hyphen between them.
    public static func grouped(_ symbols: [UInt8], by size: Int) -> [UInt8] {
        var text: [UInt8] = []
        for (index, symbol) in symbols.enumerated() {
            if index > 0, index.isMultiple(of: size) { text.append(UInt8(ascii: "-")) }
            text.append(symbol)
        }
        return text
    }

    private static let alphabet: StaticString = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

    private static func symbol(for value: UInt8) -> UInt8 {
        alphabet.withUTF8Buffer { $0[Int(value & 31)] }
    }

    /// The symbol that a typed character stands for, `nil` when it stands for none.
    private static func canonical(_ byte: UInt8) -> UInt8? {
        switch ASCII.lowercased(byte) {
        case UInt8(ascii: "o"): UInt8(ascii: "0")
        case UInt8(ascii: "i"), UInt8(ascii: "l"): UInt8(ascii: "1")
        case UInt8(ascii: "u"): nil
        case UInt8(ascii: "a")...UInt8(ascii: "z"): ASCII.lowercased(byte) - 0x20
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        default: nil
        }
    }
}
