/// Divides codewords into blocks and corrects each (ISO/IEC 18004 §12, step 9).
struct BlockReader {
    /// The data codewords in order.
    private(set) var data: [UInt8] = []
    /// Codewords that were restored.
    private(set) var correctedErrors = 0
    /// Whether a block was restored only by giving unsure codewords up for lost.
    private(set) var usedErasures = false

    /// Corrects all blocks.
    ///
    /// A block with too many errors is tried again with its least sure codewords as erasures, a few more each
    /// time (generalised minimum distance decoding). Two codewords of correction are kept back then, because
    /// a block that is corrected to the brim may be corrected to something else.
    ///
    /// - Throws: ``QRDecodingError/tooManyErrors`` if a block stays wrong.
    init(_ reader: CodewordReader, layout: BlockLayout, usesErasures: Bool) throws(QRDecodingError) {
        let decoder = ReedSolomonDecoder(correctionCount: layout.correctionCount)
        data.reserveCapacity(layout.dataCount)
        for index in 0..<layout.blockCount {
            let own = layout.dataCount(ofBlock: index)
            let length = own + layout.correctionCount
            var block = [UInt8](repeating: 0, count: length)
            var confidences = block
            for position in 0..<length {
                let place = layout.interleavedIndex(position: position, block: index)
                block[position] = reader.codewords[place]
                confidences[position] = reader.confidences[place]
            }
            var corrected = decoder.correct(&block)
            if corrected == nil, usesErasures {
                corrected = BlockReader.correct(&block, confidences: confidences, with: decoder)
                usedErasures = true
            }
            guard let corrected else { throw .tooManyErrors }
            correctedErrors += corrected
            data.append(contentsOf: block[0..<own])
        }
    }

    private static func correct(
        _ block: inout [UInt8],
        confidences: [UInt8],
        with decoder: ReedSolomonDecoder
    ) -> Int? {
        let most = decoder.correctionCount - 2
        guard most >= 2 else { return nil }
        let order = leastSure(confidences, count: most)
        var count = 2
        while count <= order.count {
            if let corrected = decoder.correct(&block, erasures: Array(order[0..<count])) { return corrected }
            count += 2
        }
        return nil
    }

    /// Positions of the `count` least confidences, ascending.
    private static func leastSure(_ confidences: [UInt8], count: Int) -> [Int] {
        var result: [Int] = []
        for confidence in 0...128 {
            for position in 0..<confidences.count where Int(confidences[position]) == confidence {
                if result.count == count { return result }
                result.append(position)
            }
        }
        return result
    }
}
