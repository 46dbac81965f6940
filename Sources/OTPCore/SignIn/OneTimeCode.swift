/// A one-time code: six to eight decimal digits, never a number, so that leading zeros are kept.
///
/// Comparison takes the same time wherever two codes differ. Printing a code by accident shows no digits;
/// ``text`` does.
public struct OneTimeCode: Equatable, Sendable, CustomStringConvertible {
    /// The digits, most significant first, each 0…9.
    public let digits: [UInt8]

    /// Cuts a code out of a MAC by dynamic truncation (RFC 4226 §5.3).
    ///
    /// - Parameters:
    ///   - mac: The HMAC, at least 20 bytes; a shorter one is a mistake of the caller.
    ///   - count: How many digits, 6…8.
    public init(mac: [UInt8], digits count: Int = 6) {
        precondition(mac.count >= 20, "a MAC has at least 20 bytes")
        precondition(OTPParameters.allowedDigits.contains(count), "a code has six to eight digits")
        let offset = Int(mac[mac.count - 1] & 0x0F)
        var value =
            UInt32(mac[offset] & 0x7F) << 24 | UInt32(mac[offset + 1]) << 16
            | UInt32(mac[offset + 2]) << 8 | UInt32(mac[offset + 3])
        var digits = [UInt8](repeating: 0, count: count)
        for index in (0..<count).reversed() {
            digits[index] = UInt8(truncatingIfNeeded: value % 10)
            value /= 10
        }
        self.digits = digits
    }

    /// Reads a code that someone typed or pasted; `nil` unless it has exactly `count` ASCII digits.
    ///
    /// Spaces of every width and hyphens are ignored, because codes are shown and copied in groups.
    ///
    /// - Parameters:
    ///   - text: What was entered; longer than 64 bytes is refused unread.
    ///   - count: How many digits the code must have, 6…8.
    public init?(parsing text: String, digits count: Int = 6) {
        self.init(parsingUTF8: Array(text.utf8.prefix(65)), digits: count)
    }

    /// Reads a code given as UTF-8; see ``init(parsing:digits:)``.
    public init?(parsingUTF8 text: [UInt8], digits count: Int = 6) {
        guard text.count <= 64, OTPParameters.allowedDigits.contains(count) else { return nil }
        var digits: [UInt8] = []
        var index = 0
        while index < text.count {
            let skipped = Separator.length(text, at: index)
            if skipped > 0 {
                index += skipped
            } else {
                guard ASCII.isDigit(text[index]) else { return nil }
                digits.append(text[index] - UInt8(ascii: "0"))
                index += 1
            }
        }
        guard digits.count == count else { return nil }
        self.digits = digits
    }

    /// Six digits that spell `number`, 0…999 999, with leading zeros: a PIN, drawn by its caller.
    public init(number: UInt32) {
        precondition(number < 1_000_000, "six digits")
        var value = number
        var digits = [UInt8](repeating: 0, count: 6)
        for index in (0..<6).reversed() {
            digits[index] = UInt8(truncatingIfNeeded: value % 10)
            value /= 10
        }
        self.digits = digits
    }

    /// The digits as text, without grouping.
    public var text: String {
        String(decoding: utf8, as: UTF8.self)
    }

    /// The digits as ASCII bytes.
    public var utf8: [UInt8] {
        digits.map { $0 + UInt8(ascii: "0") }
    }

    /// Says that this is a code, without its digits, so that no log shows one.
    public var description: String { "one-time code" }

    /// Whether both codes have the same digits; in constant time.
    public static func == (left: OneTimeCode, right: OneTimeCode) -> Bool {
        ConstantTime.equal(left.digits, right.digits)
    }
}

/// What may stand between the groups of a code without meaning anything.
enum Separator {
    /// The bytes of the space or hyphen at `index`, 0 when something else is there.
    static func length(_ text: [UInt8], at index: Int) -> Int {
        let byte = text[index]
        if ASCII.isSpace(byte) || byte == UInt8(ascii: "-") { return 1 }
        let left = text.count - index
        // U+00A0 no-break space.
        if byte == 0xC2, left >= 2, text[index + 1] == 0xA0 { return 2 }
        guard byte == 0xE2, left >= 3, text[index + 1] == 0x80 else { return 0 }
        switch text[index + 2] {
        // U+2000…U+200B spaces, U+200E and U+200F direction marks, U+2010…U+2013 hyphens and dashes,
        // U+202F narrow no-break space.
        case 0x80...0x8B, 0x8E...0x93, 0xAF: return 3
        default: return 0
        }
    }
}
