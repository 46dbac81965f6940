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
    /// There may be any number of candidates; the twenty that most lines saw are combined. What one line saw alone
    /// is noise: a middle of three modules is crossed by two lines at least.
    static func likeliest(of candidates: [FinderCandidate], limit: Int) -> [FinderTriple] {
        let known = candidates.filter { $0.isLikely }.sorted { $0.count > $1.count }
        let count = min(known.count, 20)
        guard count >= 3 else { return [] }
        var triples: [FinderTriple] = []
        for first in 0..<(count - 2) {
            for second in (first + 1)..<(count - 1) {
                for third in (second + 1)..<count {
                    orders(known[first], known[second], known[third], into: &triples)
                }
            }
        }
        triples.sort { $0.penalty < $1.penalty }
        if triples.count > limit { triples.removeLast(triples.count - limit) }
        return triples
    }

    /// Whether there are enough likely candidates for a triple.
    static func areThere(in candidates: [FinderCandidate]) -> Bool {
        var count = 0
        for candidate in candidates where candidate.isLikely { count += 1 }
        return count >= 3
    }

    /// The orders that three candidates may have. There are several: in strong perspective the corner that looks most
    /// like a right angle need not be the one.
    private static func orders(
        _ a: FinderCandidate, _ b: FinderCandidate, _ c: FinderCandidate, into triples: inout [FinderTriple]
    ) {
        for (corner, one, other) in [(a, b, c), (b, a, c), (c, a, b)] {
            if let triple = FinderTriple(corner: corner, one, other) { triples.append(triple) }
        }
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
