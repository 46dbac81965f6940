/// Measures a finder pattern along a line through its middle.
struct FinderMeasure {
    /// The picture.
    let image: BinaryImage
    /// Whether light patterns on dark ground are measured.
    var isInverted = false

    /// Pixels a module along `direction`, a vector of length 1, from edge to edge of the whole pattern.
    ///
    /// It is `nil` if the edges are not found, or one is at least twice as far from the middle as the other.
    func module(of finder: FinderCandidate, along direction: Point) -> Double? {
        let limit = finder.module * 8
        guard let forward = edge(from: finder.centre, direction: direction, limit: limit),
            let backward = edge(from: finder.centre, direction: direction * -1, limit: limit)
        else { return nil }
        let larger = max(forward, backward)
        guard larger < min(forward, backward) * 2 else { return nil }
        return (forward + backward) / 7
    }

    /// Distance to the third change of colour.
    private func edge(from start: Point, direction: Point, limit: Double) -> Double? {
        var isDark = !isInverted
        var changes = 0
        var distance = 0.0
        while distance < limit {
            let place = start + direction * distance
            let now = image.isDark(Int(place.x.rounded(.down)), Int(place.y.rounded(.down)))
            if now != isDark {
                isDark = now
                changes += 1
                if changes == 3 { return distance }
            }
            distance += 0.25
        }
        return nil
    }
}
