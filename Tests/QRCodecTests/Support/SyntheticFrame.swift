@testable import QRCodec

/// A camera-like picture of a symbol, made from a seed.
struct SyntheticFrame {
    var width = 320
    var height = 240
    /// Where the first row of the symbol points; any length but 0.
    var direction = Point(x: 1, y: 0)
    /// Pixels a module in the middle.
    var module = 4.0
    /// Change of depth across the picture, 0…0.3.
    var tilt = 0.0
    /// Passes of a blur over three by three pixels.
    var blur = 0
    /// Greatest deviation of a pixel.
    var noise = 0
    /// How much darker the left edge is than the right one, 0…0.8.
    var shadow = 0.0
    var isInverted = false
    var seed: UInt64 = 1

    /// The picture.
    func image(of symbol: QRSymbol) throws -> LuminanceImage? {
        var generator = SeededGenerator(seed)
        var pixels = [UInt8](repeating: 0, count: width * height)
        let unit = direction * (1 / direction.length)
        for y in 0..<height {
            for x in 0..<width {
                let shade = shade(x: Double(x) + 0.5, y: Double(y) + 0.5, unit: unit, symbol: symbol)
                let light = 1 - shadow * (1 - Double(x) / Double(width))
                let grain = noise == 0 ? 0 : Int(generator.next() % UInt64(2 * noise + 1)) - noise
                pixels[y * width + x] = UInt8(min(max(Int(shade * light) + grain, 0), 255))
            }
        }
        for _ in 0..<blur { pixels = blurred(pixels) }
        return LuminanceImage(width: width, height: height, pixels: pixels)
    }

    /// The shade at a place, before light, noise and blur.
    private func shade(x: Double, y: Double, unit: Point, symbol: QRSymbol) -> Double {
        let dx = x - Double(width) / 2
        let dy = y - Double(height) / 2
        let depth = 1 + tilt * dx / Double(width / 2)
        let u = (dx * unit.x + dy * unit.y) / (depth * module) + Double(symbol.size) / 2
        let v = (dy * unit.x - dx * unit.y) / (depth * module) + Double(symbol.size) / 2
        let quiet = -4.0..<Double(symbol.size + 4)
        guard quiet.contains(u), quiet.contains(v) else { return isInverted ? 40 : 130 }
        let isDark = symbol.isDark(x: Int(u.rounded(.down)), y: Int(v.rounded(.down)))
        return isDark != isInverted ? 35 : 220
    }

    private func blurred(_ pixels: [UInt8]) -> [UInt8] {
        var result = pixels
        for y in 1..<(height - 1) {
            for x in 1..<(width - 1) {
                let index = y * width + x
                var sum = 0
                for row in [index - width, index, index + width] {
                    sum += Int(pixels[row - 1]) + Int(pixels[row]) + Int(pixels[row + 1])
                }
                result[index] = UInt8(sum / 9)
            }
        }
        return result
    }
}
