/// The shades of all modules of a symbol.
struct ModuleSampler {
    /// Modules a side.
    let size: Int
    /// Row by row, 0…255.
    let shades: [Double]

    /// Takes the shade of each module as the mean of five places in its inner half.
    ///
    /// - Returns: `nil` if a corner lies far outside of the picture.
    init?(_ image: LuminanceImage, mesh: SymbolMesh, size: Int) {
        self.size = size
        let end = Double(size)
        for corner in [Point(x: 0, y: 0), Point(x: end, y: 0), Point(x: 0, y: end), Point(x: end, y: end)] {
            let margin = Double(max(image.width, image.height)) / 20
            guard image.contains(mesh.pixel(corner), margin: margin) else { return nil }
        }
        var shades = [Double](repeating: 0, count: size * size)
        for y in 0..<size {
            let row = Double(y) + 0.5
            // Each row from the middles of its modules; a step is the distance to the next.
            var here = mesh.pixel(Point(x: 0.5, y: row))
            for x in 0..<size {
                let next = mesh.pixel(Point(x: Double(x) + 1.5, y: row))
                let step = (next - here) * 0.2
                let turned = Point(x: -step.y, y: step.x)
                let sum =
                    image.shade(at: here) * 2 + image.shade(at: here + step) + image.shade(at: here - step)
                    + image.shade(at: here + turned) + image.shade(at: here - turned)
                shades[y * size + x] = sum / 6
                here = next
            }
        }
        self.shades = shades
    }
}
