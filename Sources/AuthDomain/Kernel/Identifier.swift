import OTPCore

/// Names one `Entity` for good: 128 random bits as 22 base64url characters.
///
/// The type parameter keeps the identifier of a device out of places that want an account's.
package struct Identifier<Entity>: Sendable, Hashable {
    /// The identifier as stored and shown in URLs.
    package let text: String

    /// Makes a fresh identifier.
    package init(random: any Randomness) {
        text = Base64URL.encode(random.bytes(16))
    }

    /// Reads an identifier that a store or a client gave.
    ///
    /// - Returns: `nil` unless `text` is 1–64 characters of `A–Z a–z 0–9 - _`.
    package init?(_ text: String) {
        guard (1...64).contains(text.utf8.count),
            text.utf8.allSatisfy({ Base64URL.isDigit($0) })
        else { return nil }
        self.text = text
    }
}

extension Base64URL {
    /// Whether `byte` is one of the 64 digits of RFC 4648 §5.
    static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2D, 0x5F: true
        default: false
        }
    }
}
