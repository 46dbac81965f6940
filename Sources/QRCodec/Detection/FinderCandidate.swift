/// Something that looks like the middle of a finder pattern.
struct FinderCandidate {
    /// The middle.
    var centre: Point
    /// Pixels a module, roughly.
    var module: Double
    /// Scan lines that saw it.
    var count: Int
}

/// What the lines of a picture saw, put together from the top to the bottom.
struct FinderCollection {
    /// What at least a third of the lines through the middle saw; in noise hardly two lines agree.
    private(set) var candidates: [FinderCandidate] = []
    /// What lines further down may still see.
    private var open: [FinderCandidate] = []
    /// Pixels from line to line.
    private let step: Int

    /// Most candidates that are kept; a picture with more is no picture of a symbol.
    static let limit = 200

    /// A collection for lines that are `step` pixels apart.
    init(step: Int) { self.step = step }

    /// Joins what a line saw with the candidate at that place, or begins a new one.
    mutating func add(_ centre: Point, module: Double) {
        for index in 0..<open.count {
            let known = open[index]
            let reach = known.module * 2.5
            guard abs(known.centre.x - centre.x) < reach, abs(known.centre.y - centre.y) < reach,
                module < known.module * 2, known.module < module * 2
            else { continue }
            let weight = Double(known.count)
            open[index].centre = (known.centre * weight + centre) * (1 / (weight + 1))
            open[index].module = (known.module * weight + module) / (weight + 1)
            open[index].count += 1
            return
        }
        if open.count < FinderCollection.limit {
            open.append(FinderCandidate(centre: centre, module: module, count: 1))
        }
    }

    /// Closes what no line from `y` on will see.
    mutating func close(before y: Double) {
        var left = 0
        for index in 0..<open.count {
            let candidate = open[index]
            if candidate.centre.y + candidate.module * 2.5 >= y {
                open[left] = candidate
                left += 1
            } else if Double(candidate.count * step) >= candidate.module,
                candidates.count < FinderCollection.limit
            {
                candidates.append(candidate)
            }
        }
        open.removeLast(open.count - left)
    }
}
