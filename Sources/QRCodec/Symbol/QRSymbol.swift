/// A finished QR code symbol (ISO/IEC 18004 §6.3), without quiet zone.
public struct QRSymbol: Sendable, Equatable {
    /// The version, 1…40: it decides the size.
    public let version: Int
    /// How much damage the symbol bears.
    public let level: ErrorCorrectionLevel
    /// The data mask pattern, 0…7 (§7.8.2).
    public let mask: Int
    /// All modules of the symbol.
    public let matrix: BitMatrix

    /// Modules a side, 21…177, no quiet zone.
    public var size: Int { matrix.size }

    /// Whether the module in column `x` and row `y` is dark; everything outside is light.
    public func isDark(x: Int, y: Int) -> Bool { matrix.isDark(x: x, y: y) }
}
