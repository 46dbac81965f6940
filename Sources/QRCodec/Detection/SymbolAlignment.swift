/// Fits the mesh of a symbol to its finder and alignment patterns (ISO/IEC 18004 §12, steps 3 and 4).
struct SymbolAlignment {
    /// The picture.
    let image: LuminanceImage
    /// The least correlation of an alignment pattern that counts.
    private static let threshold = 0.5

    /// The least correlation of a finder pattern.
    private static let finderThreshold = 0.5

    /// The mesh for a version, starting from a rough perspective; `nil` if the finder patterns do not look like ones.
    func mesh(_ version: SymbolVersion, rough: PerspectiveTransform) -> SymbolMesh? {
        guard let finders = self.finders(rough, size: version.size) else { return nil }
        let centres = version.alignmentCentres
        guard let last = centres.last else {
            let far = Point(x: Double(version.size) - 3.5, y: Double(version.size) - 3.5)
            let pairs = finders + [.init(module: far, pixel: rough.pixel(far), weight: 1)]
            guard let transform = PerspectiveTransform(pairs, size: version.size) else { return nil }
            return SymbolMesh(transform, version: version)
        }
        let module = Point(x: Double(last) + 0.5, y: Double(last) + 0.5)
        let steps = rough.steps(at: module)
        let search = PatternMatch(image: image, radius: 2)
        let reach = min(2 + Double(version.size) / 20, 5)
        let match = search.best(around: rough.pixel(module), right: steps.right, down: steps.down, reach: reach)
        let isFound = match.score > SymbolAlignment.threshold
        let fourth = isFound ? match.centre : rough.pixel(module)
        let pairs = finders + [.init(module: module, pixel: fourth, weight: 1)]
        guard let transform = PerspectiveTransform(pairs, size: version.size) else { return nil }
        guard centres.count >= 3 else { return SymbolMesh(transform, version: version) }
        return refined(transform, version: version, pairs: isFound ? pairs : finders)
    }

    /// The middles of the finder patterns, matched to the shades.
    private func finders(_ rough: PerspectiveTransform, size: Int) -> [PerspectiveTransform.Pair]? {
        let search = PatternMatch(image: image, radius: 3)
        let far = Double(size) - 3.5
        var result: [PerspectiveTransform.Pair] = []
        for module in [Point(x: 3.5, y: 3.5), Point(x: far, y: 3.5), Point(x: 3.5, y: far)] {
            let steps = rough.steps(at: module)
            let guess = rough.pixel(module)
            let match = search.best(around: guess, right: steps.right, down: steps.down, reach: 0.5)
            guard match.score > SymbolAlignment.finderThreshold else { return nil }
            result.append(.init(module: module, pixel: match.centre, weight: 1))
        }
        return result
    }

    /// Looks for all other alignment patterns, from the known ones outwards, and fits everything to them.
    private func refined(
        _ start: PerspectiveTransform,
        version: SymbolVersion,
        pairs: [PerspectiveTransform.Pair]
    ) -> SymbolMesh {
        let centres = version.alignmentCentres
        let count = centres.count
        var mesh = SymbolMesh(start, version: version)
        var found: [(column: Int, row: Int, pair: PerspectiveTransform.Pair)] = [
            (0, 0, pairs[0]), (count - 1, 0, pairs[1]), (0, count - 1, pairs[2]),
        ]
        if pairs.count > 3 { found.append((count - 1, count - 1, pairs[3])) }
        for item in found {
            mesh.fix(column: item.column, row: item.row, module: item.pair.module, pixel: item.pair.pixel)
        }
        let search = PatternMatch(image: image, radius: 2)
        for row in 0..<count {
            for column in 0..<count where !found.contains(where: { $0.column == column && $0.row == row }) {
                let module = Point(x: Double(centres[column]) + 0.5, y: Double(centres[row]) + 0.5)
                let steps = start.steps(at: module)
                let guess = start.pixel(module) + mesh.expectedShift(column: column, row: row)
                let match = search.best(around: guess, right: steps.right, down: steps.down, reach: 2)
                guard match.score > SymbolAlignment.threshold else { continue }
                mesh.fix(column: column, row: row, module: module, pixel: match.centre)
                found.append((column, row, .init(module: module, pixel: match.centre, weight: 1)))
            }
        }
        var all: [PerspectiveTransform.Pair] = []
        for item in found { all.append(item.pair) }
        guard let transform = PerspectiveTransform(all, size: version.size) else { return mesh }
        var result = SymbolMesh(transform, version: version)
        for item in found {
            result.fix(column: item.column, row: item.row, module: item.pair.module, pixel: item.pair.pixel)
        }
        result.fillGaps()
        return result
    }
}
