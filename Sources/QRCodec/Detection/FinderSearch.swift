/// Something that looks like the middle of a finder pattern.
struct FinderCandidate {
    /// The middle.
    var centre: Point
    /// Pixels a module, roughly.
    var module: Double
    /// Scan lines that saw it.
    var count: Int

    /// Whether more than one line saw it.
    var isLikely: Bool { count > 1 }
}

/// Looks for runs of dark and light in the ratio 1:1:3:1:1 (ISO/IEC 18004 §12, step 2), dark or light in the middle.
struct FinderSearch {
    private let image: BinaryImage
    /// What was found with a dark middle.
    private(set) var candidates: [FinderCandidate] = []
    /// What was found with a light middle, as in a symbol with black and white exchanged.
    private(set) var lightCandidates: [FinderCandidate] = []

    /// Most candidates of a kind that are kept; a picture with more is no picture of a symbol.
    private static let limit = 200

    /// Whether patterns with a light middle are looked for.
    private let findsLight: Bool
    /// Pixels that a pattern is wide at least.
    private let leastWidth: Int

    /// Searches every second line: the middle of a pattern, three modules high, should be crossed twice.
    ///
    /// - Parameters:
    ///   - image: the picture.
    ///   - leastWidth: pixels that a pattern is wide at least, 7 or more; the more, the less noise is mistaken for one.
    ///   - findsLight: whether patterns with a light middle are looked for, too.
    init(_ image: BinaryImage, leastWidth: Int = 7, findsLight: Bool = true) {
        self.image = image
        self.leastWidth = leastWidth
        self.findsLight = findsLight
        var y = 1
        while y < image.height {
            scan(y)
            FinderSearch.prune(&candidates, above: y)
            FinderSearch.prune(&lightCandidates, above: y)
            y += 2
        }
    }

    /// Whether there are three likely candidates with a dark middle.
    var hasThree: Bool { FinderTriple.areThere(in: candidates) }

    /// Makes room: forgets what one line alone has seen, and no other can see any more.
    private static func prune(_ candidates: inout [FinderCandidate], above y: Int) {
        guard candidates.count >= FinderSearch.limit else { return }
        candidates.removeAll { $0.count == 1 && $0.centre.y + $0.module * 3 < Double(y) }
    }

    /// Five runs that look like a finder pattern.
    private struct Hit {
        let end: Int
        let colour: UInt8
        let runs: Runs
    }

    /// Goes along a line from run to run and checks each five.
    private mutating func scan(_ y: Int) {
        let width = image.width
        var hits: [Hit] = []
        // Unsafe pointer: this loop sees every pixel of the line, eight at a time in what is of one colour.
        image.pixels.withUnsafeBytes { pixels in
            let line = y * width
            let end = line + width
            var runs = Runs()
            var colour = pixels[line]
            var start = line
            var seen = 0
            while start < end {
                let stop = Runs.end(in: pixels, from: start, before: end, of: colour)
                runs.shift(stop - start)
                seen += 1
                if colour == 1 || findsLight, seen >= 5, runs.total >= leastWidth, runs.areFinder {
                    hits.append(Hit(end: stop - line, colour: colour, runs: runs))
                }
                start = stop
                colour ^= 1
            }
        }
        for hit in hits { check(hit, y: y) }
    }

    /// Confirms a hit of a line downwards and across again, and keeps it.
    private mutating func check(_ hit: Hit, y: Int) {
        let x = Double(hit.end) - Double(hit.runs.e + hit.runs.d) - Double(hit.runs.c) / 2
        let total = hit.runs.total
        guard hasCore(x: Int(x), y: y, reach: max(hit.runs.c / 4, 1), colour: hit.colour) else { return }
        let cross = FinderCross(image: image, colour: hit.colour, limit: total * 2)
        guard let down = cross.runs(x: Int(x), y: y, dx: 0, dy: 1),
            down.runs.total * 5 > total * 2, down.runs.total * 2 < total * 5
        else { return }
        let middle = Double(y) + 0.5 + down.offset
        guard let across = cross.runs(x: Int(x), y: Int(middle), dx: 1, dy: 0) else { return }
        let centre = Point(x: Double(Int(x)) + 0.5 + across.offset, y: middle)
        guard
            cross.runs(x: Int(centre.x), y: Int(centre.y), dx: 1, dy: 1) != nil
                || cross.runs(x: Int(centre.x), y: Int(centre.y), dx: 1, dy: -1) != nil
        else { return }
        let module = Double(across.runs.total * down.runs.total).squareRoot() / 7
        if hit.colour == 1 {
            FinderSearch.keep(centre, module: module, in: &candidates)
        } else {
            FinderSearch.keep(centre, module: module, in: &lightCandidates)
        }
    }

    /// Whether the middle goes on above and below, which is soon seen and mostly not so in noise.
    private func hasCore(x: Int, y: Int, reach: Int, colour: UInt8) -> Bool {
        guard y >= reach, y + reach < image.height else { return false }
        return image.pixels[(y - reach) * image.width + x] == colour
            && image.pixels[(y + reach) * image.width + x] == colour
    }

    private static func keep(_ centre: Point, module: Double, in candidates: inout [FinderCandidate]) {
        for index in 0..<candidates.count {
            let known = candidates[index]
            let reach = known.module * 2.5
            guard abs(known.centre.x - centre.x) < reach, abs(known.centre.y - centre.y) < reach,
                module < known.module * 2, known.module < module * 2
            else { continue }
            let weight = Double(known.count)
            candidates[index].centre = (known.centre * weight + centre) * (1 / (weight + 1))
            candidates[index].module = (known.module * weight + module) / (weight + 1)
            candidates[index].count += 1
            return
        }
        if candidates.count < FinderSearch.limit {
            candidates.append(FinderCandidate(centre: centre, module: module, count: 1))
        }
    }
}
