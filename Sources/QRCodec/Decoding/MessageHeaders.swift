/// The place of a symbol among several that carry one message together (ISO/IEC 18004 §8).
public struct StructuredAppend: Sendable, Equatable {
    /// The symbol's place, 0…15.
    public let index: Int
    /// Symbols of the message, 1…16.
    public let count: Int
    /// All bytes of the whole message combined by exclusive or: the same in all of its symbols.
    public let parity: UInt8
}

/// What the message's format is by an FNC1 header (ISO/IEC 18004 §7.4.8).
public enum FNC1: Sendable, Equatable {
    /// GS1 element strings (first position).
    case gs1
    /// The format of an industry, by its application indicator, 0…255 (second position).
    case industry(Int)
}

/// How the bytes of a message are characters.
public enum MessageEncoding: Sendable, Equatable {
    case utf8
    /// ISO/IEC 8859-1.
    case latin1
    /// JIS X 0208, shifted.
    case shiftJIS

    /// By the character set that an ECI header named (`nil`: none), or else by what the bytes can be: most makers write
    /// UTF-8 without saying so, and what is not UTF-8 is what the standard takes for granted.
    init(characterSet: Int?, hasKanji: Bool, bytes: [UInt8]) {
        switch characterSet {
        case 1, 3: self = .latin1
        case 20: self = .shiftJIS
        case 26, 170: self = .utf8
        default: self = hasKanji ? .shiftJIS : String(validating: bytes, as: UTF8.self) != nil ? .utf8 : .latin1
        }
    }
}
