/// Why a square of modules is not a readable symbol.
public enum QRDecodingError: Error, Equatable {
    /// No version has that many modules a side (ISO/IEC 18004 §6.3.1).
    case invalidSize
    /// Neither copy of the format information is near enough to a valid one (§7.9).
    case unreadableFormat
    /// More codewords of a block are wrong than its error correction restores (§7.5).
    case tooManyErrors
    /// The data announces a mode that there is not, or more characters than there are (§7.4).
    case malformedData
}
