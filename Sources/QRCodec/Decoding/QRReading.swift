/// What a symbol says.
public struct QRReading: Sendable {
    /// The message: digits and alphanumeric characters as ASCII, bytes as they are, kanji as Shift JIS.
    public let bytes: [UInt8]
    /// The version, 1…40.
    public let version: Int
    /// The error correction level.
    public let level: ErrorCorrectionLevel
    /// The symbol's corners in the picture, clockwise from its top left; empty when it was read from a matrix.
    public private(set) var corners: [Point]
    /// Codewords that the error correction restored.
    public let correctedErrors: Int
    /// Number of the last character set announced (ECI, §7.4.3), or `nil`: 3 is Latin-1, 20 Shift JIS, 26 UTF-8.
    public let characterSet: Int?
    /// The message again, cut where the character set changes.
    public let texts: [QRText]
    /// Place in a sequence of symbols, and application.
    public let header: SymbolHeader
    /// Whether the symbol is a mirror image (§6.2).
    public let isMirrored: Bool
    /// Whether the symbol is light on dark ground.
    public var isInverted = false
}

extension QRReading {
    /// The message as text; see ``QRText/string`` for what this codec knows of character sets.
    public var text: String {
        var result = ""
        for text in texts { result += text.string }
        return result
    }
}

extension QRReading {
    /// The reading with corners in a picture that is `scale` times as large.
    func placed(scale: Double, isInverted: Bool) -> QRReading {
        var result = self
        if scale != 1 { result.corners = corners.map { $0 * scale } }
        result.isInverted = isInverted
        return result
    }

    /// Whether a place in the picture lies between the corners.
    func covers(_ place: Point) -> Bool {
        guard corners.count == 4 else { return false }
        var isLeft = false
        var isRight = false
        for index in 0..<4 {
            let side = (corners[(index + 1) & 3] - corners[index]).cross(place - corners[index])
            if side < 0 { isLeft = true } else { isRight = true }
        }
        return isLeft != isRight
    }
}
