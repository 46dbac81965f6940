/// Something that looks like the middle of a finder pattern.
struct FinderCandidate {
    /// The middle.
    var centre: Point
    /// Pixels a module, roughly.
    var module: Double
    /// Scan lines that saw it.
    var count: Int
}

/// Looks for runs of dark and light in the ratio 1:1:3:1:1 (ISO/IEC 18004 §12, step 2).
struct FinderSearch {
    private let image: BinaryImage
    /// What was found.
    private(set) var candidates: [FinderCandidate] = []

    /// Most candidates that are kept; a picture with more is no picture of a symbol.
    private static let limit = 200

    /// Searches every second line.
    init(_ image: BinaryImage) {
        self.image = image
        let step = image.height > 1000 ? 3 : 2
        var y = step / 2
        while y < image.height, candidates.count < FinderSearch.limit {
            scan(y)
            y += step
        }
    }

    /// Goes along a line from run to run and checks each five that begin and end dark.
    private mutating func scan(_ y: Int) {
        let width = image.width
        var hits: [(start: Int, runs: Runs)] = []
        // Unsafe pointer: this loop sees every pixel of the line.
        image.pixels.withUnsafeBufferPointer { pixels in
            let line = y * width
            var runs = Runs()
            var x = 0
            while x < width, pixels[line + x] == 0 { x += 1 }
            var seen = 0
            while x < width {
                let start = x
                let colour = pixels[line + x]
                while x < width, pixels[line + x] == colour { x += 1 }
                runs.shift(x - start)
                seen += 1
                if colour == 1, seen >= 5, runs.areFinder { hits.append((x, runs)) }
            }
        }
        for hit in hits { check(hit.runs, end: hit.start, y: y) }
    }

    /// Confirms a hit of a line downwards and across again, and keeps it.
    private mutating func check(_ runs: Runs, end: Int, y: Int) {
        let x = Double(end) - Double(runs.e + runs.d) - Double(runs.c) / 2
        let total = runs.total
        guard let down = cross(x: Int(x), y: y, dx: 0, dy: 1, limit: total * 2),
            down.runs.total * 5 > total * 2, down.runs.total * 2 < total * 5
        else { return }
        let middle = Double(y) + 0.5 + down.offset
        guard let across = cross(x: Int(x), y: Int(middle), dx: 1, dy: 0, limit: total * 2) else { return }
        let centre = Point(x: Double(Int(x)) + 0.5 + across.offset, y: middle)
        guard
            cross(x: Int(centre.x), y: Int(centre.y), dx: 1, dy: 1, limit: total * 2) != nil
                || cross(x: Int(centre.x), y: Int(centre.y), dx: 1, dy: -1, limit: total * 2) != nil
        else { return }
        let product = Double(across.runs.total * down.runs.total)
        keep(centre, module: product.squareRoot() / 7)
    }

    private mutating func keep(_ centre: Point, module: Double) {
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

    /// The five runs through a dark pixel in a direction, and how far their middle is from it, in pixels.
    private func cross(x: Int, y: Int, dx: Int, dy: Int, limit: Int) -> (runs: Runs, offset: Double)? {
        guard image.isDark(x, y) else { return nil }
        let forward = half(x: x, y: y, dx: dx, dy: dy, limit: limit)
        let backward = half(x: x, y: y, dx: -dx, dy: -dy, limit: limit)
        guard let forward, let backward else { return nil }
        var runs = Runs()
        runs.shift(backward.outer)
        runs.shift(backward.ring)
        runs.shift(backward.inner + forward.inner - 1)
        runs.shift(forward.ring)
        runs.shift(forward.outer)
        guard runs.areFinder else { return nil }
        return (runs, Double(forward.inner - backward.inner) / 2)
    }

    /// Lengths of the three runs from a pixel outwards, the first one with the pixel itself.
    private func half(x: Int, y: Int, dx: Int, dy: Int, limit: Int) -> (inner: Int, ring: Int, outer: Int)? {
        var lengths = (inner: 0, ring: 0, outer: 0)
        var x = x
        var y = y
        func inside() -> Bool { x >= 0 && y >= 0 && x < image.width && y < image.height }
        while inside(), image.isDark(x, y), lengths.inner <= limit {
            lengths.inner += 1
            x += dx
            y += dy
        }
        while inside(), !image.isDark(x, y), lengths.ring <= limit {
            lengths.ring += 1
            x += dx
            y += dy
        }
        while inside(), image.isDark(x, y), lengths.outer <= limit {
            lengths.outer += 1
            x += dx
            y += dy
        }
        guard lengths.outer > 0, lengths.inner <= limit, lengths.ring <= limit, lengths.outer <= limit else {
            return nil
        }
        return lengths
    }
}
