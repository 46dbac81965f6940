/// Decides what is dark by comparing with the surroundings (ISO/IEC 18004 §12, step 1, leaves the how open).
///
/// The picture is divided into blocks of eight by eight pixels. The threshold of a block is the mean of the
/// middles between darkest and lightest of the blocks around, weighted by the square of their contrast: edges
/// decide, flat areas hardly count. Where all is flat, all is light.
struct LocalThreshold {
    /// Blocks around a block on each side that have a say, 1…5, so that sums fit 32 bits.
    let radius: Int

    /// Contrast in a block below which it is taken as flat.
    private static let flat: UInt8 = 20

    /// Dark and light of each pixel.
    func binarize(_ image: LuminanceImage) -> BinaryImage {
        let blocks = BlockContrast(image)
        let thresholds = smoothed(blocks)
        var result = [UInt8](repeating: 0, count: image.pixels.count)
        var line = [UInt8](repeating: 0, count: blocks.columns * 8)
        // Unsafe pointers: sixteen pixels at a time, a quarter of the time of the plain loop.
        image.pixels.withUnsafeBytes { source in
            result.withUnsafeMutableBytes { target in
                line.withUnsafeMutableBytes { line in
                    for row in 0..<blocks.rows {
                        for column in 0..<blocks.columns {
                            let eight = UInt64(thresholds[row * blocks.columns + column]) &* 0x0101_0101_0101_0101
                            line.storeBytes(of: eight, toByteOffset: column * 8, as: UInt64.self)
                        }
                        for y in (row * 8)..<min(row * 8 + 8, image.height) {
                            compare(source, UnsafeRawBufferPointer(line), target, start: y * image.width, image.width)
                        }
                    }
                }
            }
        }
        return BinaryImage(width: image.width, height: image.height, pixels: result)
    }

    /// Compares the pixels of a line, which begins at `start`, with its thresholds.
    private func compare(
        _ source: UnsafeRawBufferPointer, _ line: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer,
        start: Int, _ width: Int
    ) {
        var x = 0
        while x < width & ~15 {
            let shades = source.loadUnaligned(fromByteOffset: start + x, as: SIMD16<UInt8>.self)
            let limits = line.loadUnaligned(fromByteOffset: x, as: SIMD16<UInt8>.self)
            let dark = SIMD16<UInt8>.zero.replacing(with: 1, where: shades .< limits)
            target.storeBytes(of: dark, toByteOffset: start + x, as: SIMD16<UInt8>.self)
            x += 16
        }
        while x < width {
            target[start + x] = source[start + x] < line[x] ? 1 : 0
            x += 1
        }
    }

    /// Thresholds by sums over a window, separately along rows and columns.
    private func smoothed(_ blocks: BlockContrast) -> [UInt8] {
        var weights = [UInt32](repeating: 0, count: blocks.columns * blocks.rows)
        var sums = weights
        for row in 0..<blocks.rows {
            for column in 0..<blocks.columns {
                let index = row * blocks.columns + column
                var least = blocks.least[index]
                var most = blocks.most[index]
                if most - least < LocalThreshold.flat {
                    // The edges may lie between blocks, as in a drawn symbol with modules of eight pixels.
                    if column + 1 < blocks.columns {
                        least = min(least, blocks.least[index + 1])
                        most = max(most, blocks.most[index + 1])
                    }
                    if row + 1 < blocks.rows {
                        least = min(least, blocks.least[index + blocks.columns])
                        most = max(most, blocks.most[index + blocks.columns])
                    }
                    if most - least < LocalThreshold.flat { continue }
                }
                let contrast = UInt32(most - least)
                weights[index] = contrast &* contrast
                sums[index] = contrast &* contrast &* (UInt32(most) + UInt32(least))
            }
        }
        addWindows(&weights, columns: blocks.columns, rows: blocks.rows)
        addWindows(&sums, columns: blocks.columns, rows: blocks.rows)
        var thresholds = [UInt8](repeating: 0, count: weights.count)
        for index in 0..<weights.count where weights[index] > 0 {
            thresholds[index] = UInt8(truncatingIfNeeded: min(sums[index] / (2 &* weights[index]), 255))
        }
        return thresholds
    }

    /// Replaces each value by the sum of the values in the window around it.
    private func addWindows(_ values: inout [UInt32], columns: Int, rows: Int) {
        var across = values
        var sums = [UInt32](repeating: 0, count: columns)
        // Unsafe pointers: without checks lines are added in vectors, half of the time. All indices are those of
        // rows below `rows` and columns below `columns`; values are 65 025 · 510 at most, of 121 blocks.
        values.withUnsafeMutableBufferPointer { values in
            across.withUnsafeMutableBufferPointer { across in
                for row in 0..<rows {
                    let line = row &* columns
                    var sum: UInt32 = 0
                    for column in 0..<min(radius, columns) { sum &+= values[line &+ column] }
                    for column in 0..<columns {
                        if column &+ radius < columns { sum &+= values[line &+ column &+ radius] }
                        if column > radius { sum &-= values[line &+ column &- radius &- 1] }
                        across[line &+ column] = sum
                    }
                }
                sums.withUnsafeMutableBufferPointer { sums in
                    // Line by line, so that the sums of all columns go on together.
                    for row in -radius..<rows {
                        if row + radius < rows {
                            let line = (row + radius) * columns
                            for column in 0..<columns { sums[column] &+= across[line &+ column] }
                        }
                        if row > radius {
                            let line = (row - radius - 1) * columns
                            for column in 0..<columns { sums[column] &-= across[line &+ column] }
                        }
                        guard row >= 0 else { continue }
                        for column in 0..<columns { values[row &* columns &+ column] = sums[column] }
                    }
                }
            }
        }
    }
}
