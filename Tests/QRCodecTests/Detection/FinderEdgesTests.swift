import Testing

@testable import QRCodec

@Suite struct FinderEdgesTests {
    /// All runs of a line, and which five of them the questions of `Runs` let pass.
    @Test(arguments: [21, 63, 64, 65, 200, 333, 4096])
    func edgesAreThoseOfTheRuns(width: Int) {
        var generator = SeededGenerator(UInt64(width))
        var edges = FinderEdges(width: width)
        for longest in [1, 2, 3, 6, 20, 200, 5000] as [UInt64] {
            let image = BinaryImage(
                width: width, height: 2, pixels: line(width, longest, &generator) + line(width, longest, &generator))
            for y in 0..<2 {
                var runs = [0]
                for x in 0..<width {
                    if x > 0, image.isDark(x, y) != image.isDark(x - 1, y) { runs.append(0) }
                    runs[runs.count - 1] += 1
                }
                let count = edges.find(in: image, y: y)
                #expect(count == runs.count + 1)
                var wrong = 0
                var end = runs.prefix(4).reduce(0, +)
                for start in 0..<max(runs.count - 4, 0) {
                    var five = Runs()
                    for length in runs[start..<(start + 5)] { five.shift(length) }
                    end += runs[start + 4]
                    let isLikely = edges.likelyFinders(from: start) & 1 == 1
                    let ofEight = edges.likelyFinders(from: start & ~7) >> UInt64(start & 7 * 8) & 1
                    let isRight =
                        edges.runs(from: start).total == five.total && edges.end(ofFiveFrom: start) == end
                        && isLikely == (ofEight == 1) && (isLikely || !five.areFinder)
                    if !isRight { wrong += 1 }
                }
                #expect(wrong == 0)
                // What begins with the last four runs is no five.
                #expect(edges.likelyFinders(from: max(runs.count - 4, 0)) == 0)
            }
        }
    }

    @Test func theLargestFinderPatternIsLikely() {
        let lengths = [585, 585, 1756, 585, 585]
        var pixels: [UInt8] = []
        for (index, length) in lengths.enumerated() {
            pixels += [UInt8](repeating: index & 1 == 0 ? 1 : 0, count: length)
        }
        let image = BinaryImage(width: pixels.count, height: 1, pixels: pixels)
        var edges = FinderEdges(width: image.width)
        #expect(edges.find(in: image, y: 0) == 6)
        #expect(edges.likelyFinders(from: 0) == 1)
        #expect(edges.runs(from: 0).areFinder)
    }

    /// Pixels in runs of 1…longest, half of them in the ratio 1:1:3:1:1.
    private func line(_ width: Int, _ longest: UInt64, _ generator: inout SeededGenerator) -> [UInt8] {
        var pixels: [UInt8] = []
        var colour: UInt8 = UInt8(generator.next() & 1)
        while pixels.count < width {
            let unit = Int(generator.next() % longest) + 1
            let runs = generator.next() & 1 == 0 ? [unit] : [unit, unit, 3 * unit, unit, unit]
            for run in runs {
                pixels += [UInt8](repeating: colour, count: run)
                colour ^= 1
            }
        }
        return Array(pixels[..<width])
    }
}
