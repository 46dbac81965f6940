/// Modules as bits, so that up to sixty-four of a row are looked at together; 1 is dark.
struct ModuleBits: Equatable {
    /// Modules a row, 1…177.
    let width: Int
    /// Rows.
    let height: Int
    /// Words a row has, 1…3.
    let wordsPerRow: Int
    /// Row by row; column x is bit `x % 64` of word `x / 64`, and bits beyond ``width`` are 0.
    private(set) var words: [UInt64]

    /// Light modules.
    ///
    /// - Parameters:
    ///   - width: modules a row, 1…177.
    ///   - height: rows, 1…177.
    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        wordsPerRow = (width + 63) / 64
        words = [UInt64](repeating: 0, count: wordsPerRow * height)
    }

    /// The modules of `matrix`, rows and columns exchanged when `isTransposed`.
    init(_ matrix: BitMatrix, isTransposed: Bool = false) {
        self.init(width: matrix.size, height: matrix.size)
        let size = matrix.size
        var index = 0
        for y in 0..<size {
            for x in 0..<size {
                let (row, column) = isTransposed ? (x, y) : (y, x)
                words[row * wordsPerRow + column >> 6] |= UInt64(matrix.modules[index]) << UInt64(column & 63)
                index += 1
            }
        }
    }

    /// Dark modules.
    var darkCount: Int {
        var count = 0
        for word in words { count += word.nonzeroBitCount }
        return count
    }

    /// Dark and light exchanged.
    func inverted() -> ModuleBits {
        var result = self
        for index in 0..<words.count { result.words[index] = ~words[index] & columns(ofWord: index % wordsPerRow) }
        return result
    }

    /// The bits of a word that stand for modules; `index` is 0..<``wordsPerRow``.
    func columns(ofWord index: Int) -> UInt64 {
        let left = width - index * 64
        return left >= 64 ? .max : (1 << UInt64(left)) - 1
    }

    /// Makes the module in column `x` and row `y`, both inside, dark or light.
    mutating func set(x: Int, y: Int, isDark: Bool) {
        let bit: UInt64 = 1 << UInt64(x & 63)
        let index = y * wordsPerRow + x >> 6
        if isDark { words[index] |= bit } else { words[index] &= ~bit }
    }

    /// Turns over what mask `pattern`, 0…7, inverts among the modules that are dark in `data`, which is as large.
    ///
    /// With `isTransposed`, rows and columns are exchanged here and in `data`.
    mutating func invert(_ pattern: Int, within data: ModuleBits, isTransposed: Bool = false) {
        let first = ((isTransposed ? 8 : 0) + pattern & 7) * 12
        for word in 0..<wordsPerRow {
            // Twelve columns have begun again with the fourth after sixty-four.
            let shift = UInt64(word * 4)
            var index = word
            var line = 0
            for _ in 0..<height {
                let columns = UInt64(Mask.lines[first + line])
                let turned = (columns >> shift | columns << (12 - shift)) & 0xFFF
                words[index] ^= turned &* 0x1001_0010_0100_1001 & data.words[index]
                index += wordsPerRow
                line = line == 11 ? 0 : line + 1
            }
        }
    }
}
