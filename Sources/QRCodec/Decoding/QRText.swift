/// A stretch of a message in one character set.
public struct QRText: Sendable, Equatable {
    /// How bytes become text.
    public enum Encoding: Sendable, Equatable {
        /// UTF-8 if it is valid, else Latin-1: what symbols without a header are.
        case unsaid
        /// ISO/IEC 8859-1.
        case latin1
        /// Shift JIS (JIS X 0208), also that of kanji mode.
        case shiftJIS
        /// UTF-8.
        case utf8
        /// Another set, by its number.
        case other(Int)

        /// The encoding that an ECI number (§7.4.3) stands for.
        init(designator: Int?) {
            switch designator {
            case nil: self = .unsaid
            case 1, 3: self = .latin1
            case 20: self = .shiftJIS
            case 26, 27, 170: self = .utf8
            case .some(let number): self = .other(number)
            }
        }
    }

    /// How the bytes become text.
    public let encoding: Encoding
    /// The bytes.
    public internal(set) var bytes: [UInt8]

    /// The text. Of Shift JIS only ASCII and half-width katakana are known here, and of other sets only ASCII; what
    /// is not known shows as replacement characters, one for a character of two bytes.
    public var string: String {
        switch encoding {
        case .utf8: return String(decoding: bytes, as: UTF8.self)
        case .latin1: return QRText.latin1(bytes)
        case .shiftJIS: return QRText.halfWidth(bytes)
        case .other: return QRText.utf8(bytes.map { $0 < 0x80 ? UInt32($0) : 0xFFFD })
        case .unsaid: return UTF8Check.isValid(bytes) ? String(decoding: bytes, as: UTF8.self) : QRText.latin1(bytes)
        }
    }

    private static func latin1(_ bytes: [UInt8]) -> String { utf8(bytes.map { UInt32($0) }) }

    private static func halfWidth(_ bytes: [UInt8]) -> String {
        var scalars: [UInt32] = []
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case 0x00...0x7F: scalars.append(UInt32(bytes[index]))
            case 0xA1...0xDF: scalars.append(0xFF61 + UInt32(bytes[index]) - 0xA1)
            default:
                scalars.append(0xFFFD)
                index += 1
            }
            index += 1
        }
        return utf8(scalars)
    }

    /// The text of scalars below U+10000 that are no surrogates.
    private static func utf8(_ scalars: [UInt32]) -> String {
        var bytes: [UInt8] = []
        for scalar in scalars {
            if scalar < 0x80 {
                bytes.append(UInt8(scalar))
            } else if scalar < 0x800 {
                bytes.append(UInt8(0xC0 | scalar >> 6))
                bytes.append(UInt8(0x80 | scalar & 0x3F))
            } else {
                bytes.append(UInt8(0xE0 | scalar >> 12))
                bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
                bytes.append(UInt8(0x80 | scalar & 0x3F))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Whether bytes are UTF-8 (RFC 3629 §4).
enum UTF8Check {
    /// `true` unless a sequence is cut, overlong, a surrogate, or above U+10FFFF.
    static func isValid(_ bytes: [UInt8]) -> Bool {
        var index = 0
        while index < bytes.count {
            let first = bytes[index]
            let length =
                first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
            guard length > 0, index + length <= bytes.count else { return false }
            for offset in 1..<max(length, 1) where bytes[index + offset] & 0xC0 != 0x80 { return false }
            if length > 1 {
                let second = bytes[index + 1]
                switch first {
                case 0xE0 where second < 0xA0, 0xED where second > 0x9F, 0xF0 where second < 0x90,
                    0xF4 where second > 0x8F:
                    return false
                default: break
                }
            }
            index += length
        }
        return true
    }
}
