/// Places codewords, mask and format into a symbol (ISO/IEC 18004 §7.7 to §7.10).
struct SymbolDrawing {
    /// The layout of the version.
    let layout: SymbolLayout
    /// Function patterns, version information and unmasked data.
    private let unmasked: BitMatrix

    /// Draws `codewords`, as many as the version has, without mask and format.
    init(layout: SymbolLayout, codewords: [UInt8]) {
        self.layout = layout
        var matrix = layout.patterns
        for bit in 0..<min(codewords.count * 8, layout.dataPath.count) {
            matrix.modules[layout.dataPath[bit]] = codewords[bit >> 3] >> UInt8(7 - bit & 7) & 1
        }
        if layout.version.hasVersionInformation {
            let bits = VersionInformation.bits(version: layout.version.number)
            for bit in 0..<18 {
                for copy in 0...1 {
                    let place = VersionInformation.position(ofBit: bit, copy: copy, size: matrix.size)
                    matrix.set(x: place.x, y: place.y, isDark: bits >> bit & 1 == 1)
                }
            }
        }
        unmasked = matrix
    }

    /// The finished symbol with that mask, 0…7.
    func masked(_ mask: Int, level: ErrorCorrectionLevel) -> BitMatrix {
        var matrix = unmasked
        let size = matrix.size
        for index in layout.dataPath where Mask.inverts(mask, x: index % size, y: index / size) {
            matrix.modules[index] ^= 1
        }
        let bits = FormatInformation(level: level, mask: mask).bits
        for bit in 0..<15 {
            for copy in 0...1 {
                let place = FormatInformation.position(ofBit: bit, copy: copy, size: size)
                matrix.set(x: place.x, y: place.y, isDark: bits >> bit & 1 == 1)
            }
        }
        return matrix
    }
}
