/// Base64 with the URL-safe alphabet and without padding (RFC 4648 §5), as JOSE and the pairing link use it.
public enum Base64URL {
    /// Encodes bytes; the text has no padding.
    public static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: encodedUTF8(bytes), as: UTF8.self)
    }

    /// Decodes text; `nil` when it has other characters, padding, an impossible length or left-over bits
    /// that are not zero, so that every byte sequence has exactly one accepted text.
    public static func decode(_ text: String) -> [UInt8]? {
        decode(utf8: Array(text.utf8))
    }

    /// Encodes bytes as UTF-8 text; see ``encode(_:)``.
    public static func encodedUTF8(_ bytes: [UInt8]) -> [UInt8] {
        BitAccumulator.symbols(of: bytes, width: 6).map { symbol(for: $0) }
    }

    /// Decodes text given as UTF-8; see ``decode(_:)``.
    public static func decode(utf8 text: [UInt8]) -> [UInt8]? {
        guard text.count % 4 != 1 else { return nil }
        var bits = BitAccumulator(symbolWidth: 6)
        for symbol in text {
            guard let value = value(of: symbol) else { return nil }
            bits.append(value)
        }
        return bits.finish()
    }

    private static func symbol(for value: UInt8) -> UInt8 {
        switch value {
        case 0..<26: UInt8(ascii: "A") + value
        case 26..<52: UInt8(ascii: "a") + (value - 26)
        case 52..<62: UInt8(ascii: "0") + (value - 52)
        case 62: UInt8(ascii: "-")
        default: UInt8(ascii: "_")
        }
    }

    private static func value(of symbol: UInt8) -> UInt8? {
        switch symbol {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): symbol - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): symbol - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): symbol - UInt8(ascii: "0") + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
