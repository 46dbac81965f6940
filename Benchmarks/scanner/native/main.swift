import Foundation
import QRCodec

let arguments = CommandLine.arguments
if arguments.count == 4, arguments[1] == "fuzz", let seed = UInt64(arguments[2]), let seconds = Double(arguments[3]) {
    var fuzz = Fuzz(seed: seed)
    exit(fuzz.run(seconds: seconds) ? 0 : 1)
}

/// Answers lines on standard input until it ends: `decode PATH [TIMES]` reads a picture (PGM, P5) and prints
/// `MILLISECONDS TEXT` with the least of so many times, the text in hexadecimal and `-` without a code.
while let line = readLine() {
    let words = line.split(separator: " ").map(String.init)
    guard words.count >= 2, words[0] == "decode", let image = Picture.read(words[1]) else {
        print("? cannot read")
        fflush(nil)
        continue
    }
    let times = words.count > 2 ? Int(words[2]) ?? 1 : 1
    var least = Double.infinity
    var text = "-"
    let clock = ContinuousClock()
    for _ in 0..<max(times, 1) {
        let start = clock.now
        let reading = QRDecoder.decode(image)
        least = min(least, milliseconds(clock.now - start))
        text = reading.map { $0.bytes.map { String(format: "%02x", $0) }.joined() } ?? "-"
    }
    print("\(least) \(text)")
    fflush(nil)
}

enum Picture {
    /// A grey picture (PGM, P5, 255 as the largest value), or `nil`.
    static func read(_ path: String) -> LuminanceImage? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let bytes = [UInt8](data)
        var numbers: [Int] = []
        var index = 2
        while numbers.count < 3, index < bytes.count {
            var number = 0
            while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
            while index < bytes.count, bytes[index] > 0x20 {
                number = number * 10 + Int(bytes[index]) - 0x30
                index += 1
            }
            numbers.append(number)
        }
        guard numbers.count == 3 else { return nil }
        return LuminanceImage(width: numbers[0], height: numbers[1], pixels: Array(bytes[(index + 1)...]))
    }
}
