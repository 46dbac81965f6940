/// A picture in black and white.
struct BinaryImage {
    /// Pixels a row.
    let width: Int
    /// Rows.
    let height: Int
    /// Row by row, 1 is dark.
    var pixels: [UInt8]

    /// Whether the pixel is dark; outside everything is light.
    func isDark(_ x: Int, _ y: Int) -> Bool {
        x >= 0 && y >= 0 && x < width && y < height && pixels[y * width + x] != 0
    }
}

extension BinaryImage {
    /// Lengths of the three runs from a pixel outwards, the first one with the pixel itself.
    ///
    /// - Parameters:
    ///   - x: column of the pixel, inside of the picture.
    ///   - y: row of the pixel, inside of the picture.
    ///   - dx: step to the right, −1…1.
    ///   - dy: step downwards, −1…1, not 0 like `dx`.
    ///   - limit: the most pixels that the first run may have, at least 1; the others may have three quarters.
    /// - Returns: `nil` if a run is longer than its limit, or the third has no pixel.
    func threeRuns(
        x: Int, y: Int, dx: Int, dy: Int, limit: Int
    ) -> (inner: Int, ring: Int, outer: Int)? {
        // Steps to the edge of the picture, so that the loops need one comparison only.
        var room = max(width, height)
        if dx > 0 { room = min(room, width - x) } else if dx < 0 { room = min(room, x + 1) }
        if dy > 0 { room = min(room, height - y) } else if dy < 0 { room = min(room, y + 1) }
        let stride = dy * width + dx
        let rest = limit * 3 / 4
        var lengths = (inner: 0, ring: 0, outer: 0)
        // Unsafe pointer: `room` keeps the index inside; checked, this took a tenth of the time of a frame.
        pixels.withUnsafeBufferPointer { pixels in
            var index = y * width + x
            let colour = pixels[index]
            var end = min(room, limit + 1)
            while lengths.inner < end, pixels[index] == colour {
                lengths.inner += 1
                index += stride
            }
            guard lengths.inner <= limit else { return }
            end = min(room - lengths.inner, rest + 1)
            while lengths.ring < end, pixels[index] != colour {
                lengths.ring += 1
                index += stride
            }
            guard lengths.ring <= rest else { return }
            end = min(room - lengths.inner - lengths.ring, rest + 1)
            while lengths.outer < end, pixels[index] == colour {
                lengths.outer += 1
                index += stride
            }
        }
        return lengths.outer > 0 && lengths.outer <= rest ? lengths : nil
    }
}
