/// Three finder candidates that may belong to one symbol, in order.
struct FinderTriple {
    /// The one at the corner.
    let corner: FinderCandidate
    /// The one at the end of the first row.
    let right: FinderCandidate
    /// The one at the end of the first column.
    let below: FinderCandidate
    /// How unlike a symbol it looks; 0 is perfect.
    let penalty: Double

    /// The likeliest triples, best first, at most `limit` of them.
    ///
    /// There may be any number of candidates; the twenty that most lines saw are combined.
    static func likeliest(of candidates: [FinderCandidate], limit: Int) -> [FinderTriple] {
        let known = candidates.sorted { $0.count > $1.count }
        let count = min(known.count, 20)
        guard count >= 3 else { return [] }
        var triples: [FinderTriple] = []
        for first in 0..<(count - 2) {
            for second in (first + 1)..<(count - 1) {
                for third in (second + 1)..<count {
                    triples += orders(known[first], known[second], known[third])
                }
            }
        }
        return best(triples, limit: limit)
    }

    /// The likeliest triples of which two are among the six nearest of the third of about its size, best first.
    ///
    /// In a picture with several symbols, or with much that looks like a finder pattern, what belongs together is
    /// near.
    static func neighbouring(in candidates: [FinderCandidate], limit: Int) -> [FinderTriple] {
        guard candidates.count >= 3 else { return [] }
        var triples: [FinderTriple] = []
        for index in 0..<candidates.count {
            let near = nearest(to: index, in: candidates, count: 6)
            for first in 0..<near.count {
                for second in (first + 1)..<max(near.count, first + 1) {
                    let corner = candidates[index]
                    if let triple = FinderTriple(corner: corner, candidates[near[first]], candidates[near[second]]) {
                        triples.append(triple)
                    }
                }
            }
        }
        return best(triples, limit: limit)
    }

    private static func nearest(to index: Int, in candidates: [FinderCandidate], count: Int) -> [Int] {
        let own = candidates[index]
        var found: [(distance: Double, index: Int)] = []
        for other in 0..<candidates.count where other != index {
            let module = candidates[other].module
            guard module < own.module * 1.8, own.module < module * 1.8 else { continue }
            let distance = (candidates[other].centre - own.centre).length
            guard distance > own.module * 8, distance < own.module * 260 else { continue }
            if found.count == count, let last = found.last, last.distance <= distance { continue }
            if found.count == count { found.removeLast() }
            var place = found.count
            while place > 0, found[place - 1].distance > distance { place -= 1 }
            found.insert((distance, other), at: place)
        }
        return found.map { $0.index }
    }

    private static func best(_ triples: [FinderTriple], limit: Int) -> [FinderTriple] {
        var triples = triples
        triples.sort { $0.penalty < $1.penalty }
        if triples.count > limit { triples.removeLast(triples.count - limit) }
        return triples
    }

    /// The orders that three candidates may have. Seen from the side, the corner's angle need not be the largest.
    private static func orders(
        _ a: FinderCandidate, _ b: FinderCandidate, _ c: FinderCandidate
    ) -> [FinderTriple] {
        var result: [FinderTriple] = []
        for (corner, one, other) in [(a, b, c), (b, a, c), (c, a, b)] {
            if let triple = FinderTriple(corner: corner, one, other) { result.append(triple) }
        }
        return result
    }

    private init?(corner: FinderCandidate, _ one: FinderCandidate, _ other: FinderCandidate) {
        let first = one.centre - corner.centre
        let second = other.centre - corner.centre
        let lengths = (first.length, second.length)
        let module = (corner.module + one.module + other.module) / 3
        guard lengths.0 > module * 8, lengths.1 > module * 8 else { return nil }
        let cosine = abs(first.dot(second)) / (lengths.0 * lengths.1)
        let legs = max(lengths.0, lengths.1) / min(lengths.0, lengths.1)
        let largest = max(corner.module, max(one.module, other.module))
        let smallest = min(corner.module, min(one.module, other.module))
        let sizes = largest / smallest
        guard cosine < 0.75, legs < 3, sizes < 3, max(lengths.0, lengths.1) < module * 260 else { return nil }
        let isClockwise = first.cross(second) > 0
        self.corner = corner
        right = isClockwise ? one : other
        below = isClockwise ? other : one
        let seen = Double(corner.count + one.count + other.count) / 3
        penalty = cosine * 2 + (legs - 1) + (sizes - 1) * 2 + 1 / seen
    }
}
