/// Linear equations by elimination with pivoting, for the small systems of this module (at most 25 unknowns).
struct LinearSystem {
    private let count: Int
    private var rows: [Double]

    /// A system of `count` unknowns in which nothing is said yet.
    init(count: Int) {
        self.count = count
        rows = [Double](repeating: 0, count: count * (count + 1))
    }

    /// Adds an observation to the normal equations: `coefficients · unknowns = value`, with a weight.
    mutating func observe(_ coefficients: [Double], value: Double, weight: Double = 1) {
        for row in 0..<count where coefficients[row] != 0 {
            let factor = coefficients[row] * weight
            let start = row * (count + 1)
            for column in 0..<count { rows[start + column] += factor * coefficients[column] }
            rows[start + count] += factor * value
        }
    }

    /// The unknowns, or `nil` if they are not determined.
    func solved() -> [Double]? {
        var rows = self.rows
        let width = count + 1
        for column in 0..<count {
            var pivot = column
            for row in column..<count where abs(rows[row * width + column]) > abs(rows[pivot * width + column]) {
                pivot = row
            }
            guard abs(rows[pivot * width + column]) > 1e-12 else { return nil }
            if pivot != column {
                for index in 0..<width { rows.swapAt(pivot * width + index, column * width + index) }
            }
            for row in 0..<count where row != column {
                let factor = rows[row * width + column] / rows[column * width + column]
                if factor == 0 { continue }
                for index in column..<width { rows[row * width + index] -= factor * rows[column * width + index] }
            }
        }
        var result = [Double](repeating: 0, count: count)
        for row in 0..<count {
            result[row] = rows[row * width + count] / rows[row * width + row]
            guard result[row].isFinite else { return nil }
        }
        return result
    }
}
