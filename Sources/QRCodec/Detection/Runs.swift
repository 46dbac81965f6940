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

    /// Where a run of pixels of one colour (0 or 1) ends: the first pixel of the other from `start` on, or `end`.
    ///
    /// Unsafe pointer: eight pixels at a time; `start` and `end` must lie in it.
    @inline(__always)
    static func end(in pixels: UnsafeRawBufferPointer, from start: Int, before end: Int, of colour: UInt8) -> Int {
        let same: UInt64 = colour == 0 ? 0 : 0x0101_0101_0101_0101
        var index = start
        while index + 8 <= end {
            let different = UInt64(littleEndian: pixels.loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ same
            if different != 0 { return index + different.trailingZeroBitCount >> 3 }
            index += 8
        }
        while index < end, pixels[index] == colour { index += 1 }
        return index
    }

    /// Whether the runs are about 1:1:3:1:1.
    ///
    /// Blur and a threshold that is off widen dark runs at the cost of light ones, or the other way round, so the
    /// sums of neighbours (2:4:4:2) are held to the ratio and the single runs only loosely.
    @inline(__always)
    var areFinder: Bool {
        let total = self.total
        // What most runs fail by comes first.
        guard c > 1, c * 14 >= total * 3, c * 7 <= total * 5, a * 4 <= c * 5, e * 4 <= c * 5, total >= 7,
            a > 0, b > 0, d > 0, e > 0
        else {
            return false
        }
        // In sevenths of the total; one pixel of slack for the grid.
        let slack = total * 3 / 4 + 7
        return abs((a + b) * 7 - 2 * total) <= slack
            && abs((b + c) * 7 - 4 * total) <= slack + total / 4
            && abs((c + d) * 7 - 4 * total) <= slack + total / 4
            && abs((d + e) * 7 - 2 * total) <= slack
    }
}
