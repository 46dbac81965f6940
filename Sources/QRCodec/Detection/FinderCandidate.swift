/// Something that looks like the middle of a finder pattern.
struct FinderCandidate {
    /// The middle.
    var centre: Point
    /// Pixels a module, roughly.
    var module: Double
    /// Scan lines that saw it.
    var count: Int
}

/// Candidates that many lines saw, each once.
struct FinderCollection {
    /// What was found.
    private(set) var candidates: [FinderCandidate] = []

    /// Most candidates that are kept; a picture with more is no picture of a symbol.
    static let limit = 200

    /// Whether no more are kept.
    var isFull: Bool { candidates.count >= FinderCollection.limit }

    /// Joins what a line saw with the candidate at that place, or keeps it as a new one.
    mutating func add(_ centre: Point, module: Double) {
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
        if !isFull { candidates.append(FinderCandidate(centre: centre, module: module, count: 1)) }
    }
}
