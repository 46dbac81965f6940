/// Places codewords, mask and format into a symbol (ISO/IEC 18004 §7.7 to §7.10).
struct SymbolDrawing {
    /// The layout of the version.
    let layout: SymbolLayout
    /// The error correction level, which the format tells.
    let level: ErrorCorrectionLevel
    /// Function patterns, version information and unmasked data.
    private let unmasked: BitMatrix

    /// Draws `codewords`, as many as the version has, without mask and format.
    init(layout: SymbolLayout, level: ErrorCorrectionLevel, codewords: [UInt8]) {
        self.layout = layout
        self.level = level
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

    /// The mask with the least penalty (§7.8.3), the first of several.
    var bestMask: Int {
        let modules = ModuleBits(unmasked)
        let transposed = ModuleBits(unmasked, isTransposed: true)
        let data = ModuleBits(layout.reserved).inverted()
        let transposedData = ModuleBits(layout.reserved, isTransposed: true).inverted()
        var best = 0
        var least = Int.max
        for mask in 0..<8 {
            var trial = modules
            var transposedTrial = transposed
            trial.invert(mask, within: data)
            transposedTrial.invert(mask, within: transposedData, isTransposed: true)
            drawFormat(mask) { x, y, isDark in
                trial.set(x: x, y: y, isDark: isDark)
                transposedTrial.set(x: y, y: x, isDark: isDark)
            }
            let score = MaskPenalty.score(trial, transposed: transposedTrial)
            if score < least {
                least = score
                best = mask
            }
        }
        return best
    }

    /// The finished symbol with that mask, 0…7.
    func masked(_ mask: Int) -> BitMatrix {
        var matrix = unmasked
        let size = matrix.size
        for index in layout.dataPath where Mask.inverts(mask, x: index % size, y: index / size) {
            matrix.modules[index] ^= 1
        }
        drawFormat(mask) { x, y, isDark in matrix.set(x: x, y: y, isDark: isDark) }
        return matrix
    }

    /// Gives both copies of the format information, module by module.
    private func drawFormat(_ mask: Int, draw: (_ x: Int, _ y: Int, _ isDark: Bool) -> Void) {
        let bits = FormatInformation(level: level, mask: mask).bits
        for bit in 0..<15 {
            for copy in 0...1 {
                let place = FormatInformation.position(ofBit: bit, copy: copy, size: layout.version.size)
                draw(place.x, place.y, bits >> bit & 1 == 1)
            }
        }
    }
}
