/// The eight data mask patterns (ISO/IEC 18004 §7.8.2, table 10).
enum Mask {
    /// Whether mask `pattern` inverts the module in column `x` and row `y`.
    ///
    /// Columns and rows count from 0. A pattern is 0…7; only its three low bits count.
    static func inverts(_ pattern: Int, x: Int, y: Int) -> Bool {
        switch pattern & 7 {
        case 0: (x + y) & 1 == 0
        case 1: y & 1 == 0
        case 2: x % 3 == 0
        case 3: (x + y) % 3 == 0
        case 4: (y / 2 + x / 3) & 1 == 0
        case 5: (x * y) & 1 + (x * y) % 3 == 0
        case 6: ((x * y) & 1 + (x * y) % 3) & 1 == 0
        default: ((x + y) & 1 + (x * y) % 3) & 1 == 0
        }
    }

    /// Twelve columns as bits, of each of twelve rows, of each pattern: all patterns begin again after them.
    ///
    /// Rows of pattern p begin at 12 · p, those with rows and columns exchanged at 12 · (8 + p).
    static let lines: [UInt16] = {
        var lines = [UInt16](repeating: 0, count: 2 * 8 * 12)
        for pattern in 0..<8 {
            for y in 0..<12 {
                for x in 0..<12 where inverts(pattern, x: x, y: y) {
                    lines[pattern * 12 + y] |= 1 << UInt16(x)
                    lines[(8 + pattern) * 12 + x] |= 1 << UInt16(y)
                }
            }
        }
        return lines
    }()
}
