/// Makes QR code symbols of messages (ISO/IEC 18004 §7.1).
public enum QREncoder {
    /// Encodes `bytes` in the smallest version that holds them.
    ///
    /// Segments are chosen for the fewest bits among numeric, alphanumeric and byte mode; the mask by penalty
    /// score (§7.8.3). Text is to be given as UTF-8; no ECI header is written, as readers expect UTF-8.
    ///
    /// - Parameters:
    ///   - bytes: the message, at most 7089 digits, 4296 alphanumeric characters or 2953 bytes (level L).
    ///   - level: the least error correction that the symbol must have.
    ///   - minimumVersion: the least version, 1…40; numbers outside are brought into the range.
    ///   - boostingLevel: whether a higher level is taken if the version stays the same.
    /// - Returns: the symbol, without a quiet zone.
    /// - Throws: ``QREncodingError/tooLong(bits:capacity:)`` if version 40 does not hold the message.
    public static func encode(
        _ bytes: [UInt8],
        level: ErrorCorrectionLevel,
        minimumVersion: Int = 1,
        boostingLevel: Bool = true
    ) throws(QREncodingError) -> QRSymbol {
        let plan = try self.plan(bytes, level: level, minimumVersion: minimumVersion)
        var chosen = level
        if boostingLevel {
            for higher in ErrorCorrectionLevel.allCases
            where higher.rawValue > chosen.rawValue && plan.bits <= plan.version.dataBits(higher) {
                chosen = higher
            }
        }
        let drawing = self.drawing(bytes, plan: plan, level: chosen)
        let mask = drawing.bestMask
        return QRSymbol(version: plan.version.number, level: chosen, mask: mask, matrix: drawing.masked(mask))
    }

    /// Encodes with a mask, 0…7, that is given instead of chosen; otherwise as above, without boosting.
    ///
    /// - Returns: the symbol, without a quiet zone.
    /// - Throws: ``QREncodingError/tooLong(bits:capacity:)`` if version 40 does not hold the message.
    static func encode(
        _ bytes: [UInt8],
        level: ErrorCorrectionLevel,
        minimumVersion: Int,
        mask: Int
    ) throws(QREncodingError) -> QRSymbol {
        let plan = try self.plan(bytes, level: level, minimumVersion: minimumVersion)
        let matrix = drawing(bytes, plan: plan, level: level).masked(mask)
        return QRSymbol(version: plan.version.number, level: level, mask: mask & 7, matrix: matrix)
    }

    /// A version and the segments that fit it.
    private struct Plan {
        let version: SymbolVersion
        let segments: [Segment]
        let bits: Int
    }

    private static func plan(
        _ bytes: [UInt8],
        level: ErrorCorrectionLevel,
        minimumVersion: Int
    ) throws(QREncodingError) -> Plan {
        // What no version holds is not worth a plan, and its bits may be more than an `Int` counts on 32-bit machines.
        guard bytes.count <= 7089 else {
            let bits = bytes.count > Int.max / 4 ? Int.max : bytes.count / 3 * 10
            throw .tooLong(bits: bits, capacity: SymbolVersion(clamping: 40).dataBits(level))
        }
        var segments: [Segment] = []
        var bits = 0
        let first = SymbolVersion(clamping: minimumVersion).number
        for number in first...40 {
            if number == first || number == 10 || number == 27 {
                segments = Segmentation.segments(of: bytes, version: number)
                bits = 0
                for segment in segments { bits += segment.bitCount(version: number) }
            }
            let version = SymbolVersion(clamping: number)
            if bits <= version.dataBits(level) {
                return Plan(version: version, segments: segments, bits: bits)
            }
        }
        throw .tooLong(bits: bits, capacity: SymbolVersion(clamping: 40).dataBits(level))
    }

    private static func drawing(_ bytes: [UInt8], plan: Plan, level: ErrorCorrectionLevel) -> SymbolDrawing {
        var buffer = BitBuffer()
        for segment in plan.segments {
            segment.write(bytes, version: plan.version.number, to: &buffer)
        }
        let blocks = plan.version.blocks(level)
        let data = CodewordSequence.data(buffer, count: blocks.dataCount)
        let codewords = CodewordSequence.interleaved(data, layout: blocks)
        return SymbolDrawing(layout: SymbolLayout(plan.version), level: level, codewords: codewords)
    }
}
