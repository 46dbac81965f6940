/// What every symbol of a version has in common: function patterns, reserved areas, path of the data.
struct SymbolLayout: Sendable {
    /// The version.
    let version: SymbolVersion
    /// The function patterns drawn (§6.3.3 to §6.3.6); format and version areas and data are light.
    let patterns: BitMatrix
    /// Dark where a module is no data: function patterns, format and version information.
    let reserved: BitMatrix
    /// Index (`y * size + x`) of each data module in the order of placement (§7.7.3).
    let dataPath: [Int]

    /// The layout of `version`.
    init(_ version: SymbolVersion) {
        let size = version.size
        var drawing = FunctionPatterns(
            patterns: BitMatrix(checkedSize: size),
            reserved: BitMatrix(checkedSize: size)
        )
        drawing.draw(version)
        self.version = version
        patterns = drawing.patterns
        reserved = drawing.reserved
        dataPath = SymbolLayout.path(around: drawing.reserved)
    }

    /// Walks the columns in pairs from the right, upwards and downwards in turn, leaving out column 6.
    private static func path(around reserved: BitMatrix) -> [Int] {
        let size = reserved.size
        var path: [Int] = []
        path.reserveCapacity(size * size)
        var right = size - 1
        var isUpward = true
        while right > 0 {
            if right == 6 { right = 5 }
            for step in 0..<size {
                let row = (isUpward ? size - 1 - step : step) * size
                if reserved.modules[row + right] == 0 { path.append(row + right) }
                if reserved.modules[row + right - 1] == 0 { path.append(row + right - 1) }
            }
            isUpward.toggle()
            right -= 2
        }
        return path
    }
}
