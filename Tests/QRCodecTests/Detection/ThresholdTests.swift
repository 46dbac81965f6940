import Testing

@testable import QRCodec

@Suite struct ThresholdTests {
    /// Dark squares of four pixels on a ground whose light falls from right to left.
    private func board(width: Int, height: Int) throws -> LuminanceImage {
        var pixels = [UInt8](repeating: 0, count: width * height)
        for y in 0..<height {
            for x in 0..<width {
                let light = 90 + 150 * x / width
                pixels[y * width + x] = UInt8((x / 4 + y / 4) & 1 == 0 ? light / 3 : light)
            }
        }
        return try #require(LuminanceImage(width: width, height: height, pixels: pixels))
    }

    @Test(arguments: [(320, 96), (333, 53), (301, 21)])
    func unevenLightDoesNotMatter(width: Int, height: Int) throws {
        let image = try board(width: width, height: height)
        let local = LocalThreshold(radius: 3).binarize(image)
        let mean = MeanThreshold(radius: 6).binarize(image)
        var wrong = (local: 0, mean: 0)
        for y in 0..<height {
            for x in 6..<(width - 7) {
                let isDark = (x / 4 + y / 4) & 1 == 0
                if local.isDark(x, y) != isDark { wrong.local += 1 }
                if mean.isDark(x, y) != isDark { wrong.mean += 1 }
            }
        }
        #expect(wrong == (0, 0))
    }

    /// Pixel by pixel, in widths of which the last pixels fill no vector.
    @Test(arguments: [(21, 21), (29, 24), (48, 33), (61, 40), (100, 23)])
    func vectorsDecideAsPixelsDo(width: Int, height: Int) throws {
        var generator = SeededGenerator(UInt64(width))
        let image = try #require(LuminanceImage(width: width, height: height, pixels: generator.bytes(width * height)))
        let mean = MeanThreshold(radius: 6).binarize(image)
        var wrong = 0
        for y in 0..<height {
            for x in 6..<(width - 7) {
                var (sum, count) = (0, 0)
                for row in max(y - 6, 0)...min(y + 6, height - 1) {
                    for column in (x - 6)...(x + 6) {
                        sum += Int(image.pixels[row * width + column])
                        count += 1
                    }
                }
                if mean.isDark(x, y) != ((Int(image.pixels[y * width + x]) + 2) * count < sum) { wrong += 1 }
            }
        }
        #expect(wrong == 0)
        let blocks = BlockContrast(image)
        for row in 0..<blocks.rows {
            for column in 0..<blocks.columns {
                var shades: [UInt8] = []
                for y in (row * 8)..<min(row * 8 + 8, height) {
                    for x in (column * 8)..<min(column * 8 + 8, width) { shades.append(image.pixels[y * width + x]) }
                }
                #expect(blocks.least[row * blocks.columns + column] == shades.min())
                #expect(blocks.most[row * blocks.columns + column] == shades.max())
            }
        }
    }

    @Test func flatPicturesAreLight() throws {
        let image = try #require(
            LuminanceImage(width: 40, height: 40, pixels: [UInt8](repeating: 90, count: 1600))
        )
        #expect(!LocalThreshold(radius: 3).binarize(image).pixels.contains(1))
        #expect(!MeanThreshold(radius: 6).binarize(image).pixels.contains(1))
    }

    @Test func finderPatternsAreFoundInTheMiddle() throws {
        let symbol = try QREncoder.encode(Array("finder".utf8), level: .low)
        let image = try #require(try SyntheticFrame().image(of: symbol))
        var search = FinderSearch(LocalThreshold(radius: 3).binarize(image))
        search.searchThoroughly(seeksLight: false)
        let found = search.candidates
        // Version 1: 21 modules of four pixels around (160, 120).
        for place in [Point(x: 132, y: 92), Point(x: 188, y: 92), Point(x: 132, y: 148)] {
            #expect(found.contains { ($0.centre - place).length < 2 && abs($0.module - 4) < 0.5 })
        }
    }
}
