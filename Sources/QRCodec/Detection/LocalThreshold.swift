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
        // Unsafe pointers: bounds checks keep the loop from being vectorised.
        image.pixels.withUnsafeBufferPointer { source in
            result.withUnsafeMutableBufferPointer { target in
                for y in 0..<image.height {
                    let line = y * image.width
                    let blockLine = (y >> 3) * columns
                    for block in 0..<columns {
                        let threshold = thresholds[blockLine + block]
                        let start = line + block * 8
                        let count = min(8, image.width - block * 8)
                        if count == 8 {
                            for index in 0..<8 { target[start + index] = source[start + index] < threshold ? 1 : 0 }
                        } else {
                            for index in 0..<count { target[start + index] = source[start + index] < threshold ? 1 : 0 }
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
            let contrast = Int(blocks[index].most) - Int(blocks[index].least)
            guard contrast >= LocalThreshold.flat else { continue }
            weights[index] = contrast * contrast
            sums[index] = contrast * contrast * (Int(blocks[index].most) + Int(blocks[index].least))
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
            var sum = 0
            for column in -radius..<columns {
                if column + radius < columns { sum += values[row * columns + column + radius] }
                if column - radius - 1 >= 0 { sum -= values[row * columns + column - radius - 1] }
                if column >= 0 { across[row * columns + column] = sum }
            }
        }
        var result = across
        for column in 0..<columns {
            var sum = 0
            for row in -radius..<rows {
                if row + radius < rows { sum += across[(row + radius) * columns + column] }
                if row - radius - 1 >= 0 { sum -= across[(row - radius - 1) * columns + column] }
                if row >= 0 { result[row * columns + column] = sum }
            }
        }
        return result
    }
}
