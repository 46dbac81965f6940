/// What a symbol says.
public struct QRReading: Sendable {
    /// The message: digits and alphanumeric characters as ASCII, bytes as they are, kanji as Shift JIS.
    public let bytes: [UInt8]
    /// How ``bytes`` are characters.
    public let encoding: MessageEncoding
    /// The version, 1…40.
    public let version: Int
    /// The error correction level.
    public let level: ErrorCorrectionLevel
    /// The symbol's corners in the picture, clockwise from its top left; empty when it was read from a matrix.
    public internal(set) var corners: [Point]
    /// Codewords that the error correction restored.
    public let correctedErrors: Int
    /// Number of the last character set announced (ECI, §7.4.3), or `nil`: 3 is Latin-1, 20 Shift JIS, 26 UTF-8.
    public let characterSet: Int?
    /// The symbol's place among others; `nil` for a message of one.
    public let structuredAppend: StructuredAppend?
    /// What the message's format is; `nil` when nothing is said of it.
    public let fnc1: FNC1?
    /// Whether the symbol is a mirror image (§6.2).
    public let isMirrored: Bool
}

extension QRReading {
    /// The message as text.
    ///
    /// What is not UTF-8 where it should be shows as replacement characters, and so does Shift JIS beyond ASCII: its
    /// table has no place in a phone's module, so ``encoding`` tells who has one.
    public var text: String {
        guard encoding == .latin1 else { return String(decoding: bytes, as: UTF8.self) }
        var text = String.UnicodeScalarView()
        for byte in bytes { text.append(Unicode.Scalar(byte)) }
        return String(text)
    }
}
