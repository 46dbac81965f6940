/// Maps places in a symbol (in modules from its top left corner) to places in a picture (in pixels).
struct PerspectiveTransform {
    /// A place in the symbol and where it is in the picture.
    struct Pair {
        let module: Point
        let pixel: Point
        let weight: Double
    }

    private let h: [Double]
    private let centre: Point
    private let scale: Double

    /// The transform that fits the pairs best; `nil` for fewer than four or if they do not determine it.
    ///
    /// - Parameters:
    ///   - pairs: four or more, no three of four on a line.
    ///   - size: modules a side of the symbol, for balance in the equations.
    init?(_ pairs: [Pair], size: Int) {
        guard pairs.count >= 4 else { return nil }
        scale = Double(size) / 2
        centre = Point(x: scale, y: scale)
        // Pixels are brought near 1 as well.
        let unit = 256.0
        var system = LinearSystem(count: 8)
        for pair in pairs {
            let u = (pair.module.x - centre.x) / scale
            let v = (pair.module.y - centre.y) / scale
            let x = pair.pixel.x / unit
            let y = pair.pixel.y / unit
            system.observe([u, v, 1, 0, 0, 0, -u * x, -v * x], value: x, weight: pair.weight)
            system.observe([0, 0, 0, u, v, 1, -u * y, -v * y], value: y, weight: pair.weight)
        }
        guard var solution = system.solved() else { return nil }
        for index in 0..<6 { solution[index] *= unit }
        h = solution
    }

    /// Where a place in the symbol is in the picture.
    func pixel(_ module: Point) -> Point {
        let u = (module.x - centre.x) / scale
        let v = (module.y - centre.y) / scale
        var depth = h[6] * u + h[7] * v + 1
        // Behind the camera: far away, but finite.
        if depth < 0.01 { depth = 0.01 }
        return Point(x: (h[0] * u + h[1] * v + h[2]) / depth, y: (h[3] * u + h[4] * v + h[5]) / depth)
    }

    /// One module to the right and one down at a place, in pixels.
    func steps(at module: Point) -> (right: Point, down: Point) {
        let left = pixel(module - Point(x: 0.5, y: 0))
        let right = pixel(module + Point(x: 0.5, y: 0))
        let above = pixel(module - Point(x: 0, y: 0.5))
        let below = pixel(module + Point(x: 0, y: 0.5))
        return (right - left, below - above)
    }
}
