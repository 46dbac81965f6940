import Testing

@testable import QRCodec

/// A short seeded run of what `Benchmarks/scanner/fuzz` does for ten minutes.
@Suite struct SpoiledPictureTests {
    @Test func spoiledSymbolsAreReadRightOrNotAtAll() throws {
        var generator = SeededGenerator(61)
        func next(_ limit: Int) -> Int { Int(generator.next() % UInt64(limit)) }
        for _ in 0..<60 {
            let message = generator.bytes(next(40))
            let symbol = try QREncoder.encode(message, level: .low, minimumVersion: 1 + next(6))
            let (width, height) = (21 + next(200), 21 + next(160))
            let (left, top, scale) = (next(60), next(40), 1 + next(5))
            var pixels = [UInt8](repeating: 220, count: width * height)
            for y in 0..<height {
                for x in 0..<width {
                    let (column, row) = (x - left, y - top)
                    guard column >= 0, row >= 0 else { continue }
                    if symbol.isDark(x: column / scale, y: row / scale) { pixels[y * width + x] = 30 }
                }
            }
            for _ in 0..<next(width * height / 4) { pixels[next(pixels.count)] = UInt8(next(256)) }
            let image = try #require(LuminanceImage(width: width, height: height, pixels: pixels))
            if let reading = QRDecoder.decode(image) { #expect(reading.bytes == message) }
        }
    }

    @Test func otherPatternsAreNoSymbol() throws {
        var generator = SeededGenerator(62)
        for round in 0..<40 {
            let side = 10 + round % 30
            let scale = 2 + round % 4
            let cells = generator.bytes(side * side)
            var pixels = [UInt8](repeating: 230, count: 200 * 200)
            for y in 0..<min(side * scale, 180) {
                for x in 0..<min(side * scale, 180) {
                    let (column, row) = (x / scale, y / scale)
                    // As in Data Matrix (a border) and Aztec (rings in the middle), the rest is random.
                    let ring = max(abs(column - side / 2), abs(row - side / 2))
                    let isBorder = column == 0 || row == side - 1
                    let isDark =
                        round % 2 == 0
                        ? isBorder || cells[row * side + column] & 1 == 1
                        : ring < 7 ? ring % 2 == 0 : cells[row * side + column] & 1 == 1
                    if isDark { pixels[(y + 10) * 200 + x + 10] = 25 }
                }
            }
            let image = try #require(LuminanceImage(width: 200, height: 200, pixels: pixels))
            #expect(QRDecoder.decodeAll(image).isEmpty)
        }
    }
}
