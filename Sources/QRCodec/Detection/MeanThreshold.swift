/// Decides what is dark by comparing with the mean of a small window.
///
/// A second opinion for blurred pictures, in which a ring of one module is no longer as dark as the rest: it
/// still is darker than what lies next to it.
struct MeanThreshold {
    /// Pixels of the window on each side, 1…10; less than half of the picture's sides.
    let radius: Int

    /// How much darker than the mean a pixel must be.
    private static let margin: Int32 = 2

    /// Dark and light of each pixel; those nearer to the left and right edges than the radius are light.
    func binarize(_ image: LuminanceImage) -> BinaryImage {
        let width = image.width
        let height = image.height
        let side = 2 * radius + 1
        var result = [UInt8](repeating: 0, count: image.pixels.count)
        // Sums over the rows of the window, kept from line to line.
        var columns = [Int32](repeating: 0, count: width)
        // Unsafe pointers: two passes over every pixel, three times as fast as with checked arrays.
        image.pixels.withUnsafeBufferPointer { source in
            result.withUnsafeMutableBufferPointer { target in
                columns.withUnsafeMutableBufferPointer { columns in
                    for y in -radius..<height {
                        if y + radius < height {
                            let line = (y + radius) * width
                            for x in 0..<width { columns[x] &+= Int32(source[line + x]) }
                        }
                        if y - radius - 1 >= 0 {
                            let line = (y - radius - 1) * width
                            for x in 0..<width { columns[x] &-= Int32(source[line + x]) }
                        }
                        guard y >= 0, width > side else { continue }
                        let rows = min(y + radius, height - 1) - max(y - radius, 0) + 1
                        let count = Int32(rows * side)
                        let line = y * width + radius
                        var sum: Int32 = 0
                        for x in 0..<side { sum &+= columns[x] }
                        for x in 0..<(width - side) {
                            target[line + x] = (Int32(source[line + x]) &+ MeanThreshold.margin) &* count < sum ? 1 : 0
                            sum &+= columns[x + side] &- columns[x]
                        }
                    }
                }
            }
        }
        return BinaryImage(width: width, height: height, pixels: result)
    }
}
