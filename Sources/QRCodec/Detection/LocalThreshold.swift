/// Decides what is dark by comparing with the surroundings (ISO/IEC 18004 §12, step 1, leaves the how open).
///
/// The picture is divided into blocks of eight by eight pixels. The threshold of a block is the mean of the
/// middles between darkest and lightest of the blocks around, weighted by the square of their contrast: edges
/// decide, flat areas hardly count. Where all is flat, all is light.
struct LocalThreshold {
    private let image: LuminanceImage
    private let columns: Int
    private let rows: Int
    private let blocks: [Block]
    /// Contrast that noise alone makes in a block, 0…255: what nineteen of twenty blocks have at least.
    let noise: Int

    /// Blocks around a block on each side that have a say.
    private static let radius = 3

    /// Looks at the blocks of a picture.
    init(_ image: LuminanceImage) {
        self.image = image
        columns = (image.width + 7) / 8
        rows = (image.height + 7) / 8
        blocks = LocalThreshold.statistics(image, columns: columns, rows: rows)
        noise = LocalThreshold.contrast(of: blocks, above: blocks.count / 20)
    }

    /// Contrast in a block below which it is taken as flat. There is a limit to what is put down to noise: a symbol
    /// may fill the picture.
    private var flat: Int { min(max(noise + noise / 2, 20), 48) }

    /// Dark and light of each pixel.
    func binarize() -> BinaryImage {
        let thresholds = smoothed()
        let whole = image.width / 16 * 16
        // Unsafe pointers: sixteen pixels at a time in vectors.
        let result = [UInt8](unsafeUninitializedCapacity: image.pixels.count) { target, count in
            count = image.pixels.count
            let target = UnsafeMutableRawBufferPointer(target)
            image.pixels.withUnsafeBytes { source in
                for y in 0..<image.height {
                    let line = y * image.width
                    let blockLine = (y >> 3) * columns
                    var x = 0
                    while x < whole {
                        let block = blockLine + (x >> 3)
                        let limits = SIMD16<UInt8>(
                            lowHalf: SIMD8(repeating: thresholds[block]),
                            highHalf: SIMD8(repeating: thresholds[block + 1]))
                        let isDark = source.loadUnaligned(fromByteOffset: line + x, as: SIMD16<UInt8>.self) .< limits
                        let dark = SIMD16<UInt8>(repeating: 0).replacing(with: 1, where: isDark)
                        target.storeBytes(of: dark, toByteOffset: line + x, as: SIMD16<UInt8>.self)
                        x += 16
                    }
                    while x < image.width {
                        target[line + x] = source[line + x] < thresholds[blockLine + (x >> 3)] ? 1 : 0
                        x += 1
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

    /// The contrast that all but `count` of the blocks reach.
    private static func contrast(of blocks: [Block], above count: Int) -> Int {
        var histogram = [Int](repeating: 0, count: 256)
        for block in blocks { histogram[Int(block.most &- block.least)] += 1 }
        var contrast = 0
        var below = histogram[0]
        while below <= count, contrast < 255 {
            contrast += 1
            below += histogram[contrast]
        }
        return contrast
    }

    private static func statistics(_ image: LuminanceImage, columns: Int, rows: Int) -> [Block] {
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
    private func smoothed() -> [UInt8] {
        let flat = self.flat
        var weights = [Int](repeating: 0, count: blocks.count)
        var sums = weights
        for index in 0..<blocks.count {
            let contrast = Int(blocks[index].most) - Int(blocks[index].least)
            guard contrast >= flat else { continue }
            weights[index] = contrast * contrast
            sums[index] = contrast * contrast * (Int(blocks[index].most) + Int(blocks[index].least))
        }
        weights = windowSums(weights)
        sums = windowSums(sums)
        var thresholds = [UInt8](repeating: 0, count: blocks.count)
        for index in 0..<blocks.count where weights[index] > 0 {
            thresholds[index] = UInt8(min(sums[index] / (2 * weights[index]), 255))
        }
        return thresholds
    }

    private func windowSums(_ values: [Int]) -> [Int] {
        let radius = LocalThreshold.radius
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
