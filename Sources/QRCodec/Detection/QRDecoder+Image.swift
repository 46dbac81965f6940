extension QRDecoder {
    /// Finds a symbol in a picture and reads it.
    ///
    /// - Returns: the reading with its corners, or `nil` if there is no readable symbol.
    public static func decode(_ image: LuminanceImage) -> QRReading? { nil }
}
