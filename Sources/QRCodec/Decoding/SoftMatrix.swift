/// Modules with the confidence of each, as far as the picture tells them.
struct SoftMatrix: Sendable {
    /// Modules a side, 21…177.
    let size: Int
    /// Above 0 is dark, the rest light; the farther from 0, the surer, within ±``limit``.
    var values: [Int16]

    /// The value of a module without any doubt.
    static let limit: Int16 = 128

    /// Modules that are all beyond doubt.
    init(_ matrix: BitMatrix) {
        size = matrix.size
        values = [Int16](repeating: -SoftMatrix.limit, count: matrix.modules.count)
        for index in 0..<values.count where matrix.modules[index] != 0 { values[index] = SoftMatrix.limit }
    }

    /// Modules from their values, `size * size` of them.
    init(size: Int, values: [Int16]) {
        self.size = size
        self.values = values
    }

    /// The mirror image: rows become columns.
    func transposed() -> SoftMatrix {
        var result = self
        for y in 0..<size {
            for x in 0..<size { result.values[y * size + x] = values[x * size + y] }
        }
        return result
    }
}
