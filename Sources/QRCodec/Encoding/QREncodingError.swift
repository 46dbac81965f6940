/// Why a message cannot become a symbol.
public enum QREncodingError: Error, Equatable {
    /// The message needs `bits` in version 40 and only `capacity` bits are there at the level asked for.
    case tooLong(bits: Int, capacity: Int)
}
