/// Where each module of a symbol is in the picture: a perspective and, on top, how far the alignment patterns are off.
///
/// Paper that is not flat moves each pattern a little; between patterns the shift is interpolated.
struct SymbolMesh {
    /// The perspective.
    let transform: PerspectiveTransform
    /// Rows and columns of the lattice, in modules (the middles of alignment patterns).
    private let lines: [Double]
    /// Shift in pixels at each crossing, row by row.
    private var shifts: [Point]
    private var known: [Bool]

    /// A flat mesh over the lattice of a version.
    init(_ transform: PerspectiveTransform, version: SymbolVersion) {
        self.transform = transform
        var lines: [Double] = []
        for centre in version.alignmentCentres { lines.append(Double(centre) + 0.5) }
        self.lines = lines
        shifts = [Point](repeating: Point(x: 0, y: 0), count: lines.count * lines.count)
        known = [Bool](repeating: false, count: shifts.count)
    }

    /// Says that the place `module` near the crossing is really at `pixel`.
    mutating func fix(column: Int, row: Int, module: Point, pixel: Point) {
        let index = row * lines.count + column
        shifts[index] = pixel - transform.pixel(module)
        known[index] = true
    }

    /// The mean shift of the crossings around one that are known, or none.
    func expectedShift(column: Int, row: Int) -> Point {
        var sum = Point(x: 0, y: 0)
        var count = 0.0
        for y in max(row - 1, 0)...min(row + 1, lines.count - 1) {
            for x in max(column - 1, 0)...min(column + 1, lines.count - 1) where known[y * lines.count + x] {
                sum = sum + shifts[y * lines.count + x]
                count += 1
            }
        }
        return count > 0 ? sum * (1 / count) : sum
    }

    /// Gives crossings that were not found the mean of their neighbours.
    mutating func fillGaps() {
        var filled = self
        for row in 0..<lines.count {
            for column in 0..<lines.count where !known[row * lines.count + column] {
                filled.shifts[row * lines.count + column] = expectedShift(column: column, row: row)
            }
        }
        self = filled
    }

    /// Where a place in the symbol is in the picture.
    func pixel(_ module: Point) -> Point {
        let flat = transform.pixel(module)
        guard lines.count >= 3 else { return flat }
        let (column, u) = cell(module.x)
        let (row, v) = cell(module.y)
        let index = row * lines.count + column
        let top = shifts[index] * (1 - u) + shifts[index + 1] * u
        let bottom = shifts[index + lines.count] * (1 - u) + shifts[index + lines.count + 1] * u
        return flat + top * (1 - v) + bottom * v
    }

    /// The interval of the lattice that holds a coordinate, or the nearest, and how far along it lies.
    private func cell(_ coordinate: Double) -> (index: Int, along: Double) {
        var index = 0
        while index < lines.count - 2, coordinate > lines[index + 1] { index += 1 }
        return (index, (coordinate - lines[index]) / (lines[index + 1] - lines[index]))
    }
}
