import Testing

@testable import QRCodec

@Suite struct HostilePictureTests {
    @Test func sizesOutOfBoundsAreRefused() {
        for (width, height) in [(0, 0), (20, 21), (21, 20), (4097, 21), (-21, -21), (Int.max, 2), (21, Int.max)] {
            #expect(LuminanceImage(width: width, height: height, pixels: []) == nil)
        }
        #expect(LuminanceImage(width: 21, height: 21, pixels: [0]) == nil)
        #expect(LuminanceImage(width: 21, height: 21, pixels: [UInt8](repeating: 0, count: 441)) != nil)
    }

    @Test func noiseIsNoSymbol() throws {
        var generator = SeededGenerator(51)
        for (width, height) in [(21, 21), (37, 29), (64, 48), (160, 120), (23, 300)] {
            let image = try #require(
                LuminanceImage(width: width, height: height, pixels: generator.bytes(width * height))
            )
            #expect(QRDecoder.decode(image) == nil)
        }
    }

    @Test func plainAndStripedPicturesAreNoSymbol() throws {
        for kind in 0..<4 {
            var pixels = [UInt8](repeating: 0, count: 120 * 90)
            for index in 0..<pixels.count {
                let x = index % 120
                let y = index / 120
                switch kind {
                case 0: pixels[index] = 0
                case 1: pixels[index] = 255
                case 2: pixels[index] = (x / 4) & 1 == 0 ? 0 : 255
                default: pixels[index] = (x / 3 + y / 3) & 1 == 0 ? 0 : 255
                }
            }
            let image = try #require(LuminanceImage(width: 120, height: 90, pixels: pixels))
            #expect(QRDecoder.decode(image) == nil)
        }
    }

    @Test func aPictureFullOfFinderPatternsEnds() throws {
        var pixels = [UInt8](repeating: 255, count: 200 * 200)
        for y in 0..<200 {
            for x in 0..<200 {
                let i = x / 2 % 9
                let j = y / 2 % 9
                let ring = max(abs(i - 3), abs(j - 3))
                pixels[y * 200 + x] = ring == 2 || ring > 3 ? 255 : 0
            }
        }
        let image = try #require(LuminanceImage(width: 200, height: 200, pixels: pixels))
        #expect(QRDecoder.decode(image) == nil)
    }

    @Test func cutAndSmearedSymbolsDoNoHarm() throws {
        var generator = SeededGenerator(52)
        let message = Array("https://example.org/app/#pair".utf8)
        let symbol = try QREncoder.encode(message, level: .medium)
        for round in 0..<6 {
            var frame = SyntheticFrame()
            frame.width = 90 + round * 8
            frame.height = 100
            let clean = try #require(try frame.image(of: symbol))
            var pixels = clean.pixels
            for _ in 0..<(round * 400) {
                pixels[Int(generator.next() % UInt64(pixels.count))] = UInt8(truncatingIfNeeded: generator.next())
            }
            let image = try #require(LuminanceImage(width: frame.width, height: frame.height, pixels: pixels))
            if let reading = QRDecoder.decode(image) { #expect(reading.bytes == message) }
        }
    }

    @Test func transformsOfImpossiblePlacesAreRefusedOrFinite() {
        let same = Point(x: 5, y: 5)
        let pairs = [Point(x: 0, y: 0), Point(x: 9, y: 0), Point(x: 0, y: 9), Point(x: 9, y: 9)].map {
            PerspectiveTransform.Pair(module: $0, pixel: same, weight: 1)
        }
        if let transform = PerspectiveTransform(pairs, size: 21) {
            let pixel = transform.pixel(Point(x: 500, y: -500))
            #expect(pixel.x.isFinite && pixel.y.isFinite)
        }
        #expect(PerspectiveTransform(Array(pairs.prefix(3)), size: 21) == nil)
    }
}
