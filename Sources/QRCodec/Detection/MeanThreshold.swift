/// Decides what is dark by comparing with the mean of a small window.
///
/// A second opinion for blurred pictures, in which a ring of one module is no longer as dark as the rest: it
/// still is darker than what lies next to it.
struct MeanThreshold {
    /// Pixels of the window on each side, 1…7, so that sums fit 16 bits; less than half of the picture's sides.
    let radius: Int

    /// How much darker than the mean a pixel must be.
    private static let margin: UInt16 = 2

    /// Dark and light of each pixel; those nearer to the left and right edges than the radius are light.
    func binarize(_ image: LuminanceImage) -> BinaryImage {
        let width = image.width
        let height = image.height
        let side = 2 * radius + 1
        var result = [UInt8](repeating: 0, count: image.pixels.count)
        // Sums over the rows of the window, kept from line to line, and those of four columns; both with room for
        // vectors that begin in the last column.
        var columns = [UInt16](repeating: 0, count: width + 16)
        var fours = columns
        // Unsafe pointers: eight pixels at a time, an eighth of the time of checked loops over pixels.
        image.pixels.withUnsafeBytes { source in
            result.withUnsafeMutableBytes { target in
                columns.withUnsafeMutableBytes { columns in
                    fours.withUnsafeMutableBytes { fours in
                        for y in -radius..<height {
                            let enters = y + radius < height ? (y + radius) * width : nil
                            let leaves = y - radius - 1 >= 0 ? (y - radius - 1) * width : nil
                            MeanThreshold.move(columns, source, width: width, enters: enters, leaves: leaves)
                            guard y >= 0, width > side else { continue }
                            MeanThreshold.addFours(columns, fours, width: width)
                            let rows = min(y + radius, height - 1) - max(y - radius, 0) + 1
                            let line = y * width + radius
                            compare(columns, fours, source, target, line, count: UInt16(rows * side), width: width)
                        }
                    }
                }
            }
        }
        return BinaryImage(width: width, height: height, pixels: result)
    }

    /// Adds a line of pixels to the sums of the columns and takes another away.
    private static func move(
        _ columns: UnsafeMutableRawBufferPointer, _ source: UnsafeRawBufferPointer,
        width: Int, enters: Int?, leaves: Int?
    ) {
        var x = 0
        while x + 8 <= width {
            var sums = columns.loadUnaligned(fromByteOffset: 2 * x, as: SIMD8<UInt16>.self)
            if let enters {
                let shades = source.loadUnaligned(fromByteOffset: enters + x, as: SIMD8<UInt8>.self)
                sums &+= SIMD8<UInt16>(truncatingIfNeeded: shades)
            }
            if let leaves {
                let shades = source.loadUnaligned(fromByteOffset: leaves + x, as: SIMD8<UInt8>.self)
                sums &-= SIMD8<UInt16>(truncatingIfNeeded: shades)
            }
            columns.storeBytes(of: sums, toByteOffset: 2 * x, as: SIMD8<UInt16>.self)
            x += 8
        }
        while x < width {
            var sum = columns.loadUnaligned(fromByteOffset: 2 * x, as: UInt16.self)
            if let enters { sum &+= UInt16(source[enters + x]) }
            if let leaves { sum &-= UInt16(source[leaves + x]) }
            columns.storeBytes(of: sum, toByteOffset: 2 * x, as: UInt16.self)
            x += 1
        }
    }

    /// Adds up each four neighbouring columns, and those beyond the edge as nothing.
    private static func addFours(
        _ columns: UnsafeMutableRawBufferPointer, _ fours: UnsafeMutableRawBufferPointer, width: Int
    ) {
        var x = 0
        while x < width {
            let sums =
                columns.loadUnaligned(fromByteOffset: 2 &* x, as: SIMD8<UInt16>.self)
                &+ columns.loadUnaligned(fromByteOffset: 2 &* x &+ 2, as: SIMD8<UInt16>.self)
                &+ columns.loadUnaligned(fromByteOffset: 2 &* x &+ 4, as: SIMD8<UInt16>.self)
                &+ columns.loadUnaligned(fromByteOffset: 2 &* x &+ 6, as: SIMD8<UInt16>.self)
            fours.storeBytes(of: sums, toByteOffset: 2 &* x, as: SIMD8<UInt16>.self)
            x += 8
        }
    }

    /// Compares a line of pixels, from the first whose window is complete, with the means.
    private func compare(
        _ columns: UnsafeMutableRawBufferPointer, _ fours: UnsafeMutableRawBufferPointer,
        _ source: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer,
        _ line: Int, count: UInt16, width: Int
    ) {
        let side = 2 * radius + 1
        var x = 0
        while x + 8 <= width - side {
            // Four columns at a time, then those that are left.
            var sums = SIMD8<UInt16>.zero
            var offset = 0
            while offset + 4 <= side {
                sums &+= fours.loadUnaligned(fromByteOffset: 2 &* (x &+ offset), as: SIMD8<UInt16>.self)
                offset &+= 4
            }
            while offset < side {
                sums &+= columns.loadUnaligned(fromByteOffset: 2 &* (x &+ offset), as: SIMD8<UInt16>.self)
                offset &+= 1
            }
            let shades = source.loadUnaligned(fromByteOffset: line + x, as: SIMD8<UInt8>.self)
            let raised = (SIMD8<UInt16>(truncatingIfNeeded: shades) &+ MeanThreshold.margin) &* count
            let dark = SIMD8<UInt16>.zero.replacing(with: 1, where: raised .< sums)
            target.storeBytes(
                of: unsafeBitCast(dark, to: SIMD16<UInt8>.self).evenHalf, toByteOffset: line + x,
                as: SIMD8<UInt8>.self)
            x += 8
        }
        while x < width - side {
            var sum: UInt16 = 0
            for offset in 0..<side {
                sum &+= columns.loadUnaligned(fromByteOffset: 2 * (x + offset), as: UInt16.self)
            }
            target[line + x] = (UInt16(source[line + x]) &+ MeanThreshold.margin) &* count < sum ? 1 : 0
            x += 1
        }
    }
}
