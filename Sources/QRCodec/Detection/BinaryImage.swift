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

    /// The picture with black and white exchanged.
    func inverted() -> BinaryImage {
        var result = self
        for index in 0..<result.pixels.count { result.pixels[index] ^= 1 }
        return result
    }
}
