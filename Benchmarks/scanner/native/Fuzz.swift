import Foundation
import QRCodec

/// Throws spoiled symbols and pictures at the decoder: `scanner fuzz SEED SECONDS`.
///
/// Every case follows from the seed and its number. A trap ends the process; a picture that takes the processor longer
/// than 250 ms, or a symbol that is read as something else than it says, is printed and counted.
struct Fuzz {
    private var random: UInt64
    private var slowest = 0.0
    private var failures = 0

    init(seed: UInt64) { random = seed }

    /// Runs for so many seconds; whether nothing was wrong.
    mutating func run(seconds: Double) -> Bool {
        let start = Date()
        var cases = 0
        while Date().timeIntervalSince(start) < seconds {
            if cases % 4 == 0 { picture(cases) } else { bitmap(cases) }
            cases += 1
        }
        print("\(cases) cases, slowest picture \(slowest) ms, \(failures) failures")
        return failures == 0
    }

    /// SplitMix64.
    private mutating func next() -> Int {
        random &+= 0x9E37_79B9_7F4A_7C15
        var value = random
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return Int(truncatingIfNeeded: (value ^ value >> 31) >> 1)
    }

    private mutating func symbol() -> (symbol: QRSymbol, message: [UInt8])? {
        let count = next() % 120
        let message = (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
        let level = ErrorCorrectionLevel.allCases[next() % 4]
        let symbol = try? QREncoder.encode(message, level: level, minimumVersion: 1 + next() % 40)
        return symbol.map { ($0, message) }
    }

    /// A symbol with some modules turned over, or squares of them, or nothing but noise.
    private mutating func bitmap(_ number: Int) {
        guard let (symbol, message) = symbol(), var matrix = BitMatrix(size: symbol.size) else { return }
        let isNoise = next() % 8 == 0
        for y in 0..<symbol.size {
            for x in 0..<symbol.size {
                matrix.set(x: x, y: y, isDark: isNoise ? next() & 1 == 0 : symbol.isDark(x: x, y: y))
            }
        }
        for _ in 0..<(next() % 60) {
            let (x, y) = (next() % symbol.size, next() % symbol.size)
            matrix.set(x: x, y: y, isDark: !matrix.isDark(x: x, y: y))
        }
        guard let reading = try? QRDecoder.decode(matrix: matrix) else { return }
        if reading.bytes != message {
            failures += 1
            print("case \(number): another message, version \(symbol.version) level \(symbol.level)")
        }
    }

    /// Up to twelve symbols in a picture of up to 1920 × 1080, spoiled by noise, stripes and holes.
    private mutating func picture(_ number: Int) {
        let width = 21 + next() % 1900
        let height = 21 + next() % 1060
        var pixels = [UInt8](repeating: UInt8(next() % 256), count: width * height)
        for _ in 0..<(1 + next() % 12) {
            guard let (symbol, _) = symbol() else { continue }
            let (left, top, scale) = (next() % width, next() % height, 1 + next() % 6)
            let (ink, paper) = (UInt8(next() % 256), UInt8(next() % 256))
            for y in top..<min(top + (symbol.size + 8) * scale, height) {
                for x in left..<min(left + (symbol.size + 8) * scale, width) {
                    let isDark = symbol.isDark(x: (x - left) / scale - 4, y: (y - top) / scale - 4)
                    pixels[y * width + x] = isDark ? ink : paper
                }
            }
        }
        let noise = 1 + next() % 40
        let share = 1 + next() % 9
        for index in pixels.indices where index % share == 0 {
            pixels[index] = UInt8(truncatingIfNeeded: max(0, min(255, Int(pixels[index]) + next() % noise - noise / 2)))
        }
        guard let image = LuminanceImage(width: width, height: height, pixels: pixels) else { return }
        let start = processorTime()
        _ = QRDecoder.decode(image)
        let taken = processorTime() - start
        slowest = max(slowest, taken)
        if taken > 250 {
            failures += 1
            print("case \(number): \(taken) ms for \(width) × \(height)")
        }
    }
}

/// A duration in milliseconds.
func milliseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) / 1e15
}

/// Milliseconds that the processor gave to this thread, so that other work on the machine does not count.
func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}
