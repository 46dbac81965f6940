/// Where the colour changes along a line of a picture, and which five runs between may be a finder pattern.
struct FinderEdges {
    /// Columns in which runs begin, the first one 0, and the width of the picture after them; beyond, the width again.
    private var edges: [Int16]
    private let width: Int

    /// Columns beyond the last edge that ``likelyFinders(from:)`` looks at.
    private static let margin = 16

    /// Every second of eight results, from the first one on.
    static let everySecond: UInt64 = 0x0001_0001_0001_0001

    /// Room for the edges of a line of `width` pixels, at most 4096.
    init(width: Int) {
        self.width = width
        edges = [Int16](repeating: Int16(width), count: width + 1 + FinderEdges.margin)
    }

    /// Finds the edges of row `y`, a row inside of the picture, which is as wide as this.
    ///
    /// - Returns: how many there are, both ends of the line included: one more than there are runs.
    mutating func find(in image: BinaryImage, y: Int) -> Int {
        let width = self.width
        let line = y * width
        // Unsafe pointers: eight pixels at a time are compared with those to their left, and sixty-four results are
        // gone through at once; with `likelyFinders` half of the time of a loop from change to change. There are
        // no more edges than pixels, for which there is room.
        return image.pixels.withUnsafeBytes { bytes in
            edges.withUnsafeMutableBufferPointer { edges in
                edges[0] = 0
                var count = 1
                var before = UInt64(bytes[line])
                var x = 0
                while x < width {
                    var changes: UInt64 = 0
                    for part in 0..<8 {
                        let here = FinderEdges.eight(bytes, line: line, x: x + part * 8, width: width)
                        // A byte is 1 where the pixel is not like the one before it; the product has the eight of
                        // them in its highest bits.
                        let isChange = here ^ (here << 8 | before)
                        before = here >> 56
                        changes |= ((isChange &* 0x0102_0408_1020_4080) >> 56) << UInt64(part * 8)
                    }
                    while changes != 0 {
                        edges[count] = Int16(truncatingIfNeeded: x &+ changes.trailingZeroBitCount)
                        count &+= 1
                        changes &= changes &- 1
                    }
                    x += 64
                }
                for index in count..<(count + FinderEdges.margin) { edges[index] = Int16(truncatingIfNeeded: width) }
                return count + 1
            }
        }
    }

    /// Eight pixels, the first one lowest; beyond the edge of the picture the last pixel goes on.
    @inline(__always)
    private static func eight(_ bytes: UnsafeRawBufferPointer, line: Int, x: Int, width: Int) -> UInt64 {
        if x + 8 <= width {
            return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: line + x, as: UInt64.self))
        }
        var pixels: UInt64 = 0
        for index in 0..<8 { pixels |= UInt64(bytes[line + min(x + index, width - 1)]) << UInt64(8 * index) }
        return pixels
    }

    /// Which of eight times five runs, beginning with those from edge `start`, may be in the ratio 1:1:3:1:1.
    ///
    /// These are the first questions of ``Runs/areFinder``, which refuse most of what there is in a picture.
    ///
    /// - Returns: eight bytes, the first five runs lowest; 1 is yes. What is not there is no.
    func likelyFinders(from start: Int) -> UInt64 {
        // Unsafe pointer: vectors of eight edges from six places; there are more edges than are looked at.
        edges.withUnsafeBytes { bytes in
            func load(_ offset: Int) -> SIMD8<Int16> {
                bytes.loadUnaligned(fromByteOffset: (start + offset) * 2, as: SIMD8<Int16>.self)
            }
            let (first, last) = (load(0), load(5))
            let (left, right) = (load(2), load(3))
            let middle = right &- left
            let total = last &- first
            // No number is above 32 767, as a line has 4096 pixels at most.
            let most = middle &+ middle &>> 2
            let capped = middle.replacing(with: FinderEdges.cap, where: middle .> FinderEdges.cap)
            let isLikely =
                (load(1) &- first .<= most) .& (last &- load(4) .<= most) .& (last .> load(4))
                .& (middle .> FinderEdges.two) .& (capped &* 14 .>= total &* 3 &- 1) .& (middle &* 7 .<= total &* 5)
            let answers = unsafeBitCast(
                SIMD8<UInt16>.zero.replacing(with: 1, where: isLikely), to: SIMD16<UInt8>.self)
            return unsafeBitCast(answers.evenHalf, to: UInt64.self)
        }
    }

    // As vectors: comparing with a number alone goes through the lanes one by one.
    private static var two: SIMD8<Int16> { SIMD8(repeating: 2) }
    /// A middle that is long enough for each total, and whose product with 14 is no overflow.
    private static var cap: SIMD8<Int16> { SIMD8(repeating: 2340) }

    /// The five runs from edge `index`.
    func runs(from index: Int) -> Runs {
        var runs = Runs()
        for place in index..<(index + 5) { runs.shift(Int(edges[place + 1]) - Int(edges[place])) }
        return runs
    }

    /// The column after the fifth run from edge `index`.
    func end(ofFiveFrom index: Int) -> Int { Int(edges[index + 5]) }
}
