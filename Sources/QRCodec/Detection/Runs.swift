/// The lengths of five runs of pixels, in order; the first, third and fifth are dark.
struct Runs {
    private(set) var a = 0
    private(set) var b = 0
    private(set) var c = 0
    private(set) var d = 0
    private(set) var e = 0

    /// All five together.
    var total: Int { a + b + c + d + e }

    /// Drops the first run and adds one at the end.
    mutating func shift(_ length: Int) {
        a = b
        b = c
        c = d
        d = e
        e = length
    }

    /// Whether the runs are about 1:1:3:1:1.
    ///
    /// Blur and a threshold that is off widen dark runs at the cost of light ones, or the other way round, so the
    /// sums of neighbours (2:4:4:2) are held to the ratio and the single runs only loosely.
    @inline(__always)
    var areFinder: Bool {
        let total = self.total
        // First what refuses most of what there is in a picture, and costs least.
        guard a * 4 <= c * 5, e * 4 <= c * 5, c * 14 >= total * 3 - 1, c * 7 <= total * 5 else { return false }
        guard total >= 7, a > 0, b > 0, c > 2, d > 0, e > 0 else { return false }
        // In sevenths of the total; one pixel of slack for the grid.
        let slack = total * 3 / 4 + (total < 14 ? 1 : 7)
        return abs((a + b) * 7 - 2 * total) <= slack
            && abs((b + c) * 7 - 4 * total) <= slack + total / 4
            && abs((c + d) * 7 - 4 * total) <= slack + total / 4
            && abs((d + e) * 7 - 2 * total) <= slack
    }
}
