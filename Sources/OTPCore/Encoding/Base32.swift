/// Base32 (RFC 4648 §6), the encoding of secrets for authenticator apps.
public enum Base32 {
    /// Encodes bytes with the upper-case alphabet.
    ///
    /// - Parameters:
    ///   - bytes: What to encode; any length.
    ///   - padded: Whether to fill up with `=` to a multiple of eight characters. Authenticator apps expect none.
    /// - Returns: The text; empty for no bytes.
    public static func encode(_ bytes: [UInt8], padded: Bool = false) -> String {
        String(decoding: encodedUTF8(bytes, padded: padded), as: UTF8.self)
    }

    /// Decodes Base32 text; `nil` when it is not exactly one encoding of some bytes.
    ///
    /// Padding may be present, then it must be complete, or absent. Left-over bits must be zero.
    ///
    /// - Parameters:
    ///   - text: The text to decode.
    ///   - forgiving: Also accept what people and other programs write: lower case, spaces, hyphens and
    ///     incomplete padding.
    /// - Returns: The bytes, or `nil`.
    public static func decode(_ text: String, forgiving: Bool = false) -> [UInt8]? {
        decode(utf8: Array(text.utf8), forgiving: forgiving)
    }

    /// Decodes Base32 text given as UTF-8; see ``decode(_:forgiving:)``.
    public static func decode(utf8 text: [UInt8], forgiving: Bool = false) -> [UInt8]? {
        let symbols = forgiving ? text.filter { !isIgnorable($0) } : text
        let data = symbols.prefix { $0 != padding }
        let paddingCount = symbols.count - data.count
        guard symbols[data.count...].allSatisfy({ $0 == padding }) else { return nil }
        if !forgiving, paddingCount > 0 {
            guard paddingCount < 8, symbols.count.isMultiple(of: 8) else { return nil }
        }
        // One, three or six symbols over a multiple of eight cannot end on a byte.
        switch data.count % 8 {
        case 1, 3, 6: return nil
        default: break
        }
        var bits = BitAccumulator(symbolWidth: 5)
        for symbol in data {
            guard let value = value(of: symbol, forgiving: forgiving) else { return nil }
            bits.append(value)
        }
        return bits.finish()
    }

    private static let padding = UInt8(ascii: "=")

    private static func encodedUTF8(_ bytes: [UInt8], padded: Bool) -> [UInt8] {
        var text = BitAccumulator.symbols(of: bytes, width: 5).map { symbol(for: $0) }
        while padded, !text.count.isMultiple(of: 8) {
            text.append(padding)
        }
        return text
    }

    private static func symbol(for value: UInt8) -> UInt8 {
        value < 26 ? UInt8(ascii: "A") + value : UInt8(ascii: "2") + (value - 26)
    }

    private static func value(of symbol: UInt8, forgiving: Bool) -> UInt8? {
        switch symbol {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): symbol - UInt8(ascii: "A")
        case UInt8(ascii: "2")...UInt8(ascii: "7"): symbol - UInt8(ascii: "2") + 26
        case UInt8(ascii: "a")...UInt8(ascii: "z") where forgiving: symbol - UInt8(ascii: "a")
        default: nil
        }
    }

    private static func isIgnorable(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || ASCII.isSpace(byte)
    }
}
