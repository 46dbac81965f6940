/// Measures the five runs of a finder pattern through a pixel, in any of eight directions.
struct FinderCross {
    /// The picture.
    let image: BinaryImage
    /// The colour of the middle: 1 is dark.
    let colour: UInt8
    /// The longest run that may be, in pixels.
    let limit: Int

    /// The five runs through a pixel of the middle, and how far their middle is from it, in pixels.
    ///
    /// - Returns: `nil` if the pixel is of another colour or lies outside, or if the runs are no finder pattern's.
    func runs(x: Int, y: Int, dx: Int, dy: Int) -> (runs: Runs, offset: Double)? {
        guard x >= 0, y >= 0, x < image.width, y < image.height else { return nil }
        // Unsafe pointer: the walks below see a few pixels of many lines each.
        return image.pixels.withUnsafeBufferPointer { pixels in
            guard pixels[y * image.width + x] == colour,
                let forward = half(pixels, x: x, y: y, dx: dx, dy: dy),
                let backward = half(pixels, x: x, y: y, dx: -dx, dy: -dy)
            else { return nil }
            var runs = Runs()
            runs.shift(backward.outer)
            runs.shift(backward.ring)
            runs.shift(backward.inner + forward.inner - 1)
            runs.shift(forward.ring)
            runs.shift(forward.outer)
            guard runs.areFinder else { return nil }
            return (runs, Double(forward.inner - backward.inner) / 2)
        }
    }

    /// Lengths of the three runs from a pixel outwards, the first one with the pixel itself.
    private func half(
        _ pixels: UnsafeBufferPointer<UInt8>, x: Int, y: Int, dx: Int, dy: Int
    ) -> (inner: Int, ring: Int, outer: Int)? {
        let columns = dx > 0 ? image.width - x : dx < 0 ? x + 1 : Int.max
        let rows = dy > 0 ? image.height - y : dy < 0 ? y + 1 : Int.max
        // Indices below are of the `most` pixels that lie inside on this way.
        let most = min(columns, rows)
        let step = dy * image.width + dx
        var index = y * image.width + x
        var walked = 0
        func run(of colour: UInt8) -> Int {
            let start = walked
            while walked < most, walked - start <= limit, pixels[index] == colour {
                walked += 1
                index += step
            }
            return walked - start
        }
        let inner = run(of: colour)
        guard inner <= limit else { return nil }
        let ring = run(of: colour ^ 1)
        guard ring <= limit else { return nil }
        let outer = run(of: colour)
        guard outer > 0, outer <= limit else { return nil }
        return (inner, ring, outer)
    }
}
