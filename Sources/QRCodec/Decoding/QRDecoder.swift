/// Reads QR code symbols (ISO/IEC 18004 §12).
public enum QRDecoder {
    /// Reads a symbol from its modules, mirrored or not.
    ///
    /// - Parameter matrix: the modules without quiet zone, 21…177 a side.
    /// - Returns: the reading, without corners.
    /// - Throws: ``QRDecodingError/invalidSize`` if no version has that size;
    ///   ``QRDecodingError/unreadableFormat``, ``QRDecodingError/tooManyErrors`` or
    ///   ``QRDecodingError/malformedData`` for the step that failed.
    public static func decode(matrix: BitMatrix) throws(QRDecodingError) -> QRReading {
        guard let version = SymbolVersion(size: matrix.size) else { throw .invalidSize }
        let layout = SymbolLayout(version)
        let message = try MatrixReader.read(SoftMatrix(matrix), layout: layout, usesErasures: false)
        return QRReading(message, version: version, corners: [])
    }
}

extension QRReading {
    /// The reading of a message.
    init(_ message: MatrixReader.Message, version: SymbolVersion, corners: [Point]) {
        self.init(
            bytes: message.bytes,
            version: version.number,
            level: message.format.level,
            corners: corners,
            correctedErrors: message.correctedErrors,
            characterSet: message.characterSet,
            texts: message.texts,
            header: message.header,
            isMirrored: message.isMirrored
        )
    }
}
