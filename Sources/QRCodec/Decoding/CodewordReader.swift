/// Takes the codewords out of the modules (ISO/IEC 18004 §12, steps 6 to 8).
struct CodewordReader {
    /// Codewords in the order of placement, still interleaved.
    private(set) var codewords: [UInt8]
    /// For each codeword the confidence of its least sure module, 0…128.
    private(set) var confidences: [UInt8]

    /// Reads the codewords of a symbol, taking `mask` (0…7) away.
    init(_ matrix: SoftMatrix, layout: SymbolLayout, mask: Int) {
        let count = layout.version.codewordCount
        let size = matrix.size
        codewords = [UInt8](repeating: 0, count: count)
        confidences = [UInt8](repeating: 255, count: count)
        for bit in 0..<(count * 8) {
            let index = layout.dataPath[bit]
            let value = matrix.values[index]
            let isDark = value > 0
            let isInverted = Mask.inverts(mask, x: index % size, y: index / size)
            if isDark != isInverted { codewords[bit >> 3] |= 0x80 >> UInt8(bit & 7) }
            let confidence = UInt8(min(value.magnitude, 255))
            if confidence < confidences[bit >> 3] { confidences[bit >> 3] = confidence }
        }
    }
}
