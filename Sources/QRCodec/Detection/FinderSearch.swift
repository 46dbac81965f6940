/// Looks for runs in the ratio 1:1:3:1:1 (ISO/IEC 18004 §12, step 2), dark ones and, for inverted symbols, light ones.
struct FinderSearch {
    private let image: BinaryImage
    private var dark = FinderCollection(step: 1)
    private var light = FinderCollection(step: 1)
    /// Where the colour changes in the line at hand.
    private var edges: FinderEdges
    /// Hits of the line at hand.
    private var hits: [(end: Int, runs: Runs)] = []

    /// What looks like the finder patterns of a symbol as it should be.
    var candidates: [FinderCandidate] { dark.candidates }
    /// What looks like those of a symbol with black and white exchanged.
    var invertedCandidates: [FinderCandidate] { light.candidates }

    /// A search in which nothing has been looked at yet.
    init(_ image: BinaryImage) {
        self.image = image
        edges = FinderEdges(width: image.width)
    }

    /// Lines between those that a quick search looks at; the middle of a pattern of two pixels a module is six high.
    private static let stride = 5

    /// Looks at every fifth line, for dark and light patterns.
    mutating func searchQuickly() {
        search(from: FinderSearch.stride / 2, step: FinderSearch.stride, seeksLight: true)
    }

    /// Looks at every second line, in large pictures at every third; forgets what it found before.
    ///
    /// Light patterns are looked for only when asked, as that doubles the work.
    mutating func searchThoroughly(seeksLight: Bool) {
        search(from: 1, step: image.height >= 700 ? 3 : 2, seeksLight: seeksLight)
    }

    private mutating func search(from first: Int, step: Int, seeksLight: Bool) {
        dark = FinderCollection(step: step)
        light = FinderCollection(step: step)
        var y = first
        while y < image.height {
            scan(y, seeksLight: seeksLight)
            for hit in hits { check(hit.runs, end: hit.end, y: y) }
            y += step
            dark.close(before: Double(y))
            light.close(before: Double(y))
        }
        dark.close(before: .infinity)
        light.close(before: .infinity)
    }

    /// Goes along a line and keeps each five runs that may be a finder pattern.
    private mutating func scan(_ y: Int, seeksLight: Bool) {
        hits.removeAll(keepingCapacity: true)
        let count = edges.find(in: image, y: y)
        // The colours of runs alternate, so that every second five of them begins and ends dark.
        let first = image.isDark(0, y) ? 0 : 1
        var start = 0
        while start + 5 < count {
            var likely = edges.likelyFinders(from: start)
            if !seeksLight { likely &= FinderEdges.everySecond << UInt64(first * 8) }
            while likely != 0 {
                let index = start + likely.trailingZeroBitCount >> 3
                likely &= likely &- 1
                let runs = edges.runs(from: index)
                if runs.areFinder { hits.append((edges.end(ofFiveFrom: index), runs)) }
            }
            start += 8
        }
    }

    /// Confirms a hit of a line downwards and across again, and keeps it.
    private mutating func check(_ runs: Runs, end: Int, y: Int) {
        let x = end - runs.e - runs.d - (runs.c + 1) / 2
        let total = runs.total
        guard let down = cross(x: x, y: y, dx: 0, dy: 1, limit: total + 2),
            down.runs.total * 5 > total * 2, down.runs.total * 2 < total * 5
        else { return }
        let middle = Double(y) + 0.5 + down.offset
        guard let across = cross(x: x, y: Int(middle), dx: 1, dy: 0, limit: total + 2) else { return }
        let centre = Point(x: Double(x) + 0.5 + across.offset, y: middle)
        guard
            cross(x: Int(centre.x), y: Int(centre.y), dx: 1, dy: 1, limit: total + 2) != nil
                || cross(x: Int(centre.x), y: Int(centre.y), dx: 1, dy: -1, limit: total + 2) != nil
        else { return }
        let module = Double(across.runs.total * down.runs.total).squareRoot() / 7
        if image.isDark(x, y) {
            dark.add(centre, module: module)
        } else {
            light.add(centre, module: module)
        }
    }

    /// The five runs through a pixel in a direction, and how far their middle is from it, in pixels.
    private func cross(x: Int, y: Int, dx: Int, dy: Int, limit: Int) -> (runs: Runs, offset: Double)? {
        guard x >= 0, y >= 0, x < image.width, y < image.height else { return nil }
        guard let forward = image.threeRuns(x: x, y: y, dx: dx, dy: dy, limit: limit),
            let backward = image.threeRuns(x: x, y: y, dx: -dx, dy: -dy, limit: limit)
        else { return nil }
        var runs = Runs()
        runs.shift(backward.outer)
        runs.shift(backward.ring)
        runs.shift(backward.inner + forward.inner - 1)
        runs.shift(forward.ring)
        runs.shift(forward.outer)
        guard runs.areFinder else { return nil }
        return (runs, Double(forward.inner - backward.inner) / 2)
    }
}
