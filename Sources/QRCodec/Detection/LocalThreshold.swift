/// Decides what is dark by comparing with the surroundings (ISO/IEC 18004 §12, step 1, leaves the how open).
///
/// The picture is divided into blocks of eight by eight pixels. The threshold of a block is the mean of the
/// middles between darkest and lightest of the blocks around, weighted by the square of their contrast: edges
/// decide, flat areas hardly count. Where all is flat, all is light.
struct LocalThreshold {
    /// Blocks around a block on each side that have a say, 1…8.
    let radius: Int

    /// Contrast in a block below which it is taken as flat.
    private static let flat = 20

    /// Dark and light of each pixel.
    func binarize(_ image: LuminanceImage) -> BinaryImage {
        let columns = (image.width + 7) / 8
        let rows = (image.height + 7) / 8
        let thresholds = smoothed(statistics(image, columns: columns, rows: rows), columns: columns, rows: rows)
        var result = [UInt8](repeating: 0, count: image.pixels.count)
        var line = [UInt8](repeating: 0, count: columns * 8)
        for row in 0..<rows {
            for column in 0..<columns {
                for x in (column * 8)..<(column * 8 + 8) { line[x] = thresholds[row * columns + column] }
            }
            // Unsafe pointers: sixteen pixels at a time, a quarter of the time of the plain loop.
            image.pixels.withUnsafeBytes { source in
                result.withUnsafeMutableBytes { target in
                    line.withUnsafeBytes { line in
                        for y in (row * 8)..<min(row * 8 + 8, image.height) {
                            let rows = (source: y * image.width, end: image.width & ~15)
                            var x = 0
                            while x < rows.end {
                                let shades = source.loadUnaligned(
                                    fromByteOffset: rows.source + x, as: SIMD16<UInt8>.self)
                                let limits = line.loadUnaligned(fromByteOffset: x, as: SIMD16<UInt8>.self)
                                let dark = SIMD16<UInt8>.zero.replacing(with: 1, where: shades .< limits)
                                target.storeBytes(of: dark, toByteOffset: rows.source + x, as: SIMD16<UInt8>.self)
                                x += 16
                            }
                            while x < image.width {
                                target[rows.source + x] = source[rows.source + x] < line[x] ? 1 : 0
                                x += 1
                            }
                        }
                    }
                }
            }
        }
        return BinaryImage(width: image.width, height: image.height, pixels: result)
    }

    /// Darkest and lightest pixel of a block.
    private struct Block {
        var least: UInt8 = 255
        var most: UInt8 = 0

        var contrast: Int { Int(most) - Int(least) }

        mutating func join(_ other: Block) {
            least = min(least, other.least)
            most = max(most, other.most)
        }
    }

    private func statistics(_ image: LuminanceImage, columns: Int, rows: Int) -> [Block] {
        var blocks = [Block](repeating: Block(), count: columns * rows)
        let pairs = image.width / 16
        // Unsafe pointer: two blocks at a time in vectors of sixteen pixels, a third of the time of the plain loop.
        image.pixels.withUnsafeBytes { bytes in
            for row in 0..<rows {
                let lines = (row * 8)..<min(row * 8 + 8, image.height)
                for pair in 0..<pairs {
                    var least = SIMD16<UInt8>(repeating: 255)
                    var most = SIMD16<UInt8>(repeating: 0)
                    for y in lines {
                        let shades = bytes.loadUnaligned(
                            fromByteOffset: y * image.width + pair * 16,
                            as: SIMD16<UInt8>.self
                        )
                        least = pointwiseMin(least, shades)
                        most = pointwiseMax(most, shades)
                    }
                    let index = row * columns + pair * 2
                    blocks[index] = Block(least: least.lowHalf.min(), most: most.lowHalf.max())
                    blocks[index + 1] = Block(least: least.highHalf.min(), most: most.highHalf.max())
                }
                for column in (pairs * 2)..<max(columns, pairs * 2) {
                    var block = Block()
                    for y in lines {
                        for x in (column * 8)..<min(column * 8 + 8, image.width) {
                            block.least = min(block.least, bytes[y * image.width + x])
                            block.most = max(block.most, bytes[y * image.width + x])
                        }
                    }
                    blocks[row * columns + column] = block
                }
            }
        }
        return blocks
    }

    /// Thresholds by sums over a window, separately along rows and columns.
    private func smoothed(_ blocks: [Block], columns: Int, rows: Int) -> [UInt8] {
        var weights = [Int](repeating: 0, count: blocks.count)
        var sums = weights
        for index in 0..<blocks.count {
            var block = blocks[index]
            if block.contrast < LocalThreshold.flat {
                // The edges may lie between blocks, as in a drawn symbol with modules of eight pixels.
                if index % columns + 1 < columns { block.join(blocks[index + 1]) }
                if index + columns < blocks.count { block.join(blocks[index + columns]) }
            }
            let contrast = block.contrast
            guard contrast >= LocalThreshold.flat else { continue }
            weights[index] = contrast * contrast
            sums[index] = contrast * contrast * (Int(block.most) + Int(block.least))
        }
        weights = windowSums(weights, columns: columns, rows: rows)
        sums = windowSums(sums, columns: columns, rows: rows)
        var thresholds = [UInt8](repeating: 0, count: blocks.count)
        for index in 0..<blocks.count where weights[index] > 0 {
            thresholds[index] = UInt8(min(sums[index] / (2 * weights[index]), 255))
        }
        return thresholds
    }

    private func windowSums(_ values: [Int], columns: Int, rows: Int) -> [Int] {
        var across = values
        for row in 0..<rows {
            let line = row * columns
            var sum = 0
            for column in 0..<min(radius, columns) { sum += values[line + column] }
            for column in 0..<columns {
                if column + radius < columns { sum += values[line + column + radius] }
                if column > radius { sum -= values[line + column - radius - 1] }
                across[line + column] = sum
            }
        }
        var result = across
        // Line by line, so that the sums of all columns go on together.
        var sums = [Int](repeating: 0, count: columns)
        for row in -radius..<rows {
            if row + radius < rows {
                for column in 0..<columns { sums[column] += across[(row + radius) * columns + column] }
            }
            if row > radius {
                for column in 0..<columns { sums[column] -= across[(row - radius - 1) * columns + column] }
            }
            guard row >= 0 else { continue }
            for column in 0..<columns { result[row * columns + column] = sums[column] }
        }
        return result
    }
}
