/// Draws the parts of a symbol that do not depend on its data (ISO/IEC 18004 §6.3).
struct FunctionPatterns {
    /// The modules drawn so far.
    var patterns: BitMatrix
    /// Dark where a module is taken.
    var reserved: BitMatrix

    /// Draws everything that `version` has and reserves format and version areas.
    mutating func draw(_ version: SymbolVersion) {
        let size = version.size
        drawTiming()
        drawFinder(x: 3, y: 3)
        drawFinder(x: size - 4, y: 3)
        drawFinder(x: 3, y: size - 4)
        drawAlignment(version.alignmentCentres)
        for bit in 0..<15 {
            for copy in 0...1 {
                let place = FormatInformation.position(ofBit: bit, copy: copy, size: size)
                put(x: place.x, y: place.y, isDark: false)
            }
        }
        // The one module that is always dark (§7.9.1).
        put(x: 8, y: size - 8, isDark: true)
        guard version.hasVersionInformation else { return }
        for bit in 0..<18 {
            for copy in 0...1 {
                let place = VersionInformation.position(ofBit: bit, copy: copy, size: size)
                put(x: place.x, y: place.y, isDark: false)
            }
        }
    }

    /// Timing patterns in row and column 6 (§6.3.5).
    private mutating func drawTiming() {
        for index in 0..<patterns.size {
            put(x: index, y: 6, isDark: index & 1 == 0)
            put(x: 6, y: index, isDark: index & 1 == 0)
        }
    }

    /// A finder pattern with its separator around a centre (§6.3.3, §6.3.4).
    private mutating func drawFinder(x: Int, y: Int) {
        for dy in -4...4 {
            for dx in -4...4 {
                let ring = max(abs(dx), abs(dy))
                put(x: x + dx, y: y + dy, isDark: ring != 2 && ring != 4)
            }
        }
    }

    /// Alignment patterns at every crossing that no finder pattern occupies (§6.3.6).
    private mutating func drawAlignment(_ centres: [Int]) {
        guard let last = centres.last else { return }
        for y in centres {
            for x in centres {
                let isFinder = (x == 6 && (y == 6 || y == last)) || (x == last && y == 6)
                if isFinder { continue }
                for dy in -2...2 {
                    for dx in -2...2 {
                        put(x: x + dx, y: y + dy, isDark: max(abs(dx), abs(dy)) != 1)
                    }
                }
            }
        }
    }

    private mutating func put(x: Int, y: Int, isDark: Bool) {
        patterns.set(x: x, y: y, isDark: isDark)
        reserved.set(x: x, y: y, isDark: true)
    }
}
