import Testing

@testable import QRCodec

@Suite struct PictureScanTests {
    /// A light picture with a symbol of each text in a row, four pixels a module.
    private func picture(_ texts: [String], isInverted: Bool = false) throws -> LuminanceImage {
        let symbols = try texts.map { try QREncoder.encode(Array($0.utf8), level: .medium) }
        let side = 29 * 4 + 40
        let width = side * texts.count
        var pixels = [UInt8](repeating: isInverted ? 20 : 230, count: width * side)
        for (index, symbol) in symbols.enumerated() {
            for y in 0..<(symbol.size * 4) {
                for x in 0..<(symbol.size * 4) where symbol.isDark(x: x / 4, y: y / 4) {
                    pixels[(y + 20) * width + index * side + x + 20] = isInverted ? 230 : 20
                }
            }
        }
        return try #require(LuminanceImage(width: width, height: side, pixels: pixels))
    }

    @Test func everySymbolOfAPictureIsReadOnce() throws {
        let texts = ["one", "two and more", "three", "four", "five", "six", "seven"]
        let readings = QRDecoder.decodeAll(try picture(texts))
        #expect(readings.map(\.text).sorted() == texts.sorted())
        for first in readings {
            let others = readings.filter { $0.text != first.text }
            #expect(!others.contains { $0.covers(first.corners[0] * 0.5 + first.corners[2] * 0.5) })
        }
    }

    @Test func aReadingSaysThatTheSymbolIsLightOnDark() throws {
        let inverted = try #require(QRDecoder.decode(try picture(["night"], isInverted: true)))
        #expect(inverted.text == "night")
        #expect(inverted.isInverted)
        let plain = try #require(QRDecoder.decode(try picture(["day"])))
        #expect(!plain.isInverted)
    }

    @Test(arguments: [2, 3, 6])
    func whatCannotBeReadIsSeenAllTheSame(pixels: Int) throws {
        let symbol = try QREncoder.encode(Array("https://www.example.com/".utf8), level: .medium)
        let side = symbol.size + 8
        var noise: UInt64 = 9
        var pictured = [UInt8](repeating: 230, count: side * pixels * side * pixels)
        for y in 0..<symbol.size {
            for x in 0..<symbol.size {
                noise = noise &* 6_364_136_223_846_793_005 &+ 1
                // All but the patterns is spoiled.
                let isData = x >= 9 && y >= 9 && y < symbol.size - 8
                guard isData ? noise >> 40 & 1 == 1 : symbol.isDark(x: x, y: y) else { continue }
                for row in 0..<pixels {
                    let start = ((y + 4) * pixels + row) * side * pixels + (x + 4) * pixels
                    for column in 0..<pixels { pictured[start + column] = 20 }
                }
            }
        }
        let image = try #require(LuminanceImage(width: side * pixels, height: side * pixels, pixels: pictured))
        let sight = QRDecoder.look(image)
        #expect(sight.reading == nil)
        let module = try #require(sight.unreadModule)
        #expect(abs(module / Double(pixels) - 1) < 0.25)
        #expect(QRDecoder.look(try picture(["read"])).unreadModule == nil)
        let blank = LuminanceImage(width: 64, height: 64, pixels: [UInt8](repeating: 200, count: 4096))
        #expect(QRDecoder.look(try #require(blank)).unreadModule == nil)
    }

    @Test func aSpentBudgetEndsTheSearch() throws {
        let image = try picture(["budget"])
        #expect(QRDecoder.decode(image, budget: ScanBudget(work: 0)) == nil)
        #expect(QRDecoder.decode(image, budget: ScanBudget(work: 100)) == nil)
        #expect(QRDecoder.decode(image, budget: ScanBudget(isTimeOver: { true })) == nil)
        #expect(QRDecoder.decode(image, budget: ScanBudget(isTimeOver: { false }))?.text == "budget")
    }

    @Test func noStepFollowsTheOneAtWhichTimeWasOver() throws {
        let image = try picture(["one", "two", "three"])
        final class Clock { var asked = 0 }
        for limit in 1..<40 {
            let clock = Clock()
            let budget = ScanBudget(isTimeOver: {
                clock.asked += 1
                return clock.asked >= limit
            })
            _ = QRDecoder.decodeAll(image, budget: budget)
            #expect(clock.asked <= limit)
        }
    }

    @Test func theBudgetBoundsAPictureFullOfFinderPatterns() throws {
        var pixels = [UInt8](repeating: 255, count: 640 * 480)
        for y in 0..<480 {
            for x in 0..<640 {
                let ring = max(abs(x / 3 % 9 - 3), abs(y / 3 % 9 - 3))
                pixels[y * 640 + x] = ring == 2 || ring > 3 ? 255 : 0
            }
        }
        let image = try #require(LuminanceImage(width: 640, height: 480, pixels: pixels))
        final class Clock { var asked = 0 }
        let clock = Clock()
        let budget = ScanBudget(
            work: .max,
            isTimeOver: {
                clock.asked += 1
                return false
            })
        #expect(QRDecoder.decode(image, budget: budget) == nil)
        // Six ways of looking, at most ninety combinations, five versions of six steps each.
        #expect(clock.asked < 6 + 90 * 30)
    }
}
