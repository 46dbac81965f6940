/// From modules to message: the second half of reading a symbol (ISO/IEC 18004 §12).
enum MatrixReader {
    /// A message and how it was written.
    struct Message {
        let bytes: [UInt8]
        let texts: [QRText]
        let header: SymbolHeader
        let format: FormatInformation
        let characterSet: Int?
        let correctedErrors: Int
        let isMirrored: Bool
    }

    /// Reads the modules as they are, and mirrored if that fails.
    ///
    /// - Parameters:
    ///   - matrix: as many modules as the version of `layout` has.
    ///   - layout: the layout of that version.
    ///   - usesErasures: whether unsure codewords may be given up for lost.
    /// - Returns: the message, and whether it was read mirrored.
    /// - Throws: what was wrong with the modules as they are.
    static func read(
        _ matrix: SoftMatrix,
        layout: SymbolLayout,
        usesErasures: Bool
    ) throws(QRDecodingError) -> Message {
        let failure: QRDecodingError
        do {
            return try read(matrix, layout: layout, usesErasures: usesErasures, isMirrored: false)
        } catch {
            failure = error
        }
        let mirrored = matrix.transposed()
        do {
            return try read(mirrored, layout: layout, usesErasures: false, isMirrored: true)
        } catch {
            throw failure
        }
    }

    private static func read(
        _ matrix: SoftMatrix,
        layout: SymbolLayout,
        usesErasures: Bool,
        isMirrored: Bool
    ) throws(QRDecodingError) -> Message {
        var failure = QRDecodingError.unreadableFormat
        for format in FormatReader.candidates(in: matrix) {
            do throws(QRDecodingError) {
                let codewords = CodewordReader(matrix, layout: layout, mask: format.mask)
                let blocks = try BlockReader(
                    codewords,
                    layout: layout.version.blocks(format.level),
                    usesErasures: usesErasures
                )
                let segments = try SegmentReader(blocks.data, version: layout.version.number)
                // What had to be guessed at is believed only if the padding is right, too.
                guard segments.isPadded || !blocks.usedErasures else { throw .tooManyErrors }
                return Message(
                    bytes: segments.bytes,
                    texts: segments.texts,
                    header: segments.header,
                    format: format,
                    characterSet: segments.characterSet,
                    correctedErrors: blocks.correctedErrors,
                    isMirrored: isMirrored
                )
            } catch {
                failure = error
            }
        }
        throw failure
    }
}
