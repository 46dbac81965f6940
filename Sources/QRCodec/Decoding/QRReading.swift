/// What a symbol says.
public struct QRReading: Sendable {
    /// The message: digits and alphanumeric characters as ASCII, bytes as they are, kanji as Shift JIS.
    public let bytes: [UInt8]
    /// The version, 1…40.
    public let version: Int
    /// The error correction level.
    public let level: ErrorCorrectionLevel
    /// The symbol's corners in the picture, clockwise from its top left; empty when it was read from a matrix.
    public let corners: [Point]
    /// Codewords that the error correction restored.
    public let correctedErrors: Int
    /// Number of the last character set announced (ECI, §7.4.3), or `nil`: 3 is Latin-1, 20 Shift JIS, 26 UTF-8.
    public let characterSet: Int?
    /// Whether the symbol is a mirror image (§6.2).
    public let isMirrored: Bool
}

extension QRReading {
    /// The message as UTF-8; what is not UTF-8 shows as replacement characters.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}
