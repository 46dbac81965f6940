/// Decides what is dark by comparing with the mean of a small window.
///
/// A second opinion for blurred pictures, in which a ring of one module is no longer as dark as the rest: it
/// still is darker than what lies next to it.
struct MeanThreshold {
    /// How much darker than the mean a pixel must be, 1…64.
    let margin: UInt16

    /// Pixels of the window on each side.
    private static let radius = 6
    private static let side = 2 * radius + 1

    /// For a picture in which noise makes a contrast of `noise` in a block of eight by eight pixels
    /// (``LocalThreshold/noise``); that is about five times its standard deviation.
    init(noise: Int) {
        margin = UInt16(min(max(noise / 6, 2), 12))
    }

    /// Dark and light of each pixel; those nearer to the left and right edges than six are light.
    ///
    /// Sums of 169 shades, and a shade with the margin 169 times, are below 65 536, so sixteen bits do.
    func binarize(_ image: LuminanceImage) -> BinaryImage {
        let width = image.width
        let height = image.height
        let radius = MeanThreshold.radius
        var result = [UInt8](repeating: 0, count: image.pixels.count)
        // Sums over the rows of the window, kept from line to line.
        var columns = [UInt16](repeating: 0, count: width + 8)
        // Unsafe pointers: eight pixels at a time in vectors, five times as fast as checked arrays.
        image.pixels.withUnsafeBytes { source in
            result.withUnsafeMutableBytes { target in
                columns.withUnsafeMutableBytes { columns in
                    for y in -radius..<height {
                        MeanThreshold.slide(columns, over: source, to: y, width: width, height: height)
                        guard y >= 0, width > MeanThreshold.side + 8 else { continue }
                        let rows = min(y + radius, height - 1) - max(y - radius, 0) + 1
                        let count = UInt16(rows * MeanThreshold.side)
                        let line = y * width + radius
                        let last = width - MeanThreshold.side - 8
                        var x = 0
                        while true {
                            compare(columns, source, target, x: x, line: line, count: count)
                            if x == last { break }
                            // The last eight may overlap those before.
                            x = min(x + 8, last)
                        }
                    }
                }
            }
        }
        return BinaryImage(width: width, height: height, pixels: result)
    }

    /// Compares eight pixels with the means of their windows.
    @inline(__always)
    private func compare(
        _ columns: UnsafeMutableRawBufferPointer, _ source: UnsafeRawBufferPointer,
        _ target: UnsafeMutableRawBufferPointer, x: Int, line: Int, count: UInt16
    ) {
        var sum = SIMD8<UInt16>(repeating: 0)
        for index in 0..<MeanThreshold.side {
            sum &+= columns.loadUnaligned(fromByteOffset: 2 * (x + index), as: SIMD8<UInt16>.self)
        }
        let shades = SIMD8<UInt16>(
            truncatingIfNeeded: source.loadUnaligned(fromByteOffset: line + x, as: SIMD8<UInt8>.self))
        let isDark = (shades &+ margin) &* count .< sum
        let one = SIMD8<UInt16>(repeating: 0).replacing(with: 1, where: isDark)
        target.storeBytes(of: SIMD8<UInt8>(truncatingIfNeeded: one), toByteOffset: line + x, as: SIMD8<UInt8>.self)
    }

    /// Moves the sums of the columns down to line `y`: adds the line that comes in, takes out the one that goes.
    private static func slide(
        _ columns: UnsafeMutableRawBufferPointer, over source: UnsafeRawBufferPointer, to y: Int, width: Int,
        height: Int
    ) {
        let sums = columns.assumingMemoryBound(to: UInt16.self)
        let (enters, leaves) = (y + radius < height, y - radius - 1 >= 0)
        let (new, old) = ((y + radius) * width, (y - radius - 1) * width)
        if enters { for x in 0..<width { sums[x] &+= UInt16(source[new + x]) } }
        if leaves { for x in 0..<width { sums[x] &-= UInt16(source[old + x]) } }
    }
}
