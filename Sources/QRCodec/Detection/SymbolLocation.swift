/// Where a symbol is, as far as its three finder patterns tell.
struct SymbolLocation {
    /// Middles of the finder patterns: top left, top right, bottom left.
    let corner: Point
    let right: Point
    let below: Point
    /// Where the middle of a fourth finder pattern would be.
    let opposite: Point
    /// Modules between the middles of two finder patterns, as measured along the first row and column.
    let span: Double
    /// Pixels a module, roughly.
    let module: Double

    /// Works out perspective and size from the sizes of the finder patterns.
    ///
    /// Along a line, a projection maps N modules to the length N·√(a·b) if a and b are the lengths of a module at
    /// its ends; √(a/b) is the ratio of the depths, which gives the fourth corner.
    ///
    /// - Returns: `nil` if the edges of the patterns cannot be found or contradict each other.
    init?(_ triple: FinderTriple, in image: BinaryImage, isInverted: Bool = false) {
        let measure = FinderMeasure(image: image, isInverted: isInverted)
        let across = triple.right.centre - triple.corner.centre
        let down = triple.below.centre - triple.corner.centre
        let acrossUnit = across * (1 / across.length)
        let downUnit = down * (1 / down.length)
        guard let a = measure.module(of: triple.corner, along: acrossUnit),
            let b = measure.module(of: triple.right, along: acrossUnit),
            let c = measure.module(of: triple.corner, along: downUnit),
            let d = measure.module(of: triple.below, along: downUnit),
            a > 0.5, b > 0.5, c > 0.5, d > 0.5
        else { return nil }
        let columns = across.length / (a * b).squareRoot()
        let rows = down.length / (c * d).squareRoot()
        guard columns < rows * 1.5, rows < columns * 1.5 else { return nil }
        span = (columns + rows) / 2
        guard span > 10, span < 190 else { return nil }
        let weightRight = min(max((a / b).squareRoot(), 0.6), 1.7)
        let weightBelow = min(max((c / d).squareRoot(), 0.6), 1.7)
        let depth = max(weightRight + weightBelow - 1, 0.2)
        corner = triple.corner.centre
        right = triple.right.centre
        below = triple.below.centre
        let sum = right * weightRight + below * weightBelow - corner
        opposite = sum * (1 / depth)
        module = (a + b + c + d) / 4
    }

    /// The perspective for a symbol of `size` modules a side.
    func transform(size: Int) -> PerspectiveTransform? {
        let near = 3.5
        let far = Double(size) - 3.5
        return PerspectiveTransform(
            [
                .init(module: Point(x: near, y: near), pixel: corner, weight: 1),
                .init(module: Point(x: far, y: near), pixel: right, weight: 1),
                .init(module: Point(x: near, y: far), pixel: below, weight: 1),
                .init(module: Point(x: far, y: far), pixel: opposite, weight: 1),
            ],
            size: size
        )
    }

    /// Versions that the symbol may have, likeliest first.
    var versions: [SymbolVersion] {
        let exact = (span + 7 - 17) / 4
        let nearest = SymbolVersion(clamping: Int(exact + 0.5))
        let isAbove = exact > Double(nearest.number)
        var result = [nearest]
        for step in [1, -1, 2, -2] {
            let other = SymbolVersion(clamping: nearest.number + (isAbove ? step : -step))
            if !result.contains(other) { result.append(other) }
            // Small symbols are measured well enough.
            if step == -1, nearest.number < 12 { break }
        }
        return result
    }
}
