import Foundation

@testable import QRCodec

/// A grey picture (PGM, P5) of the folder `Fixtures`.
enum Fixture {
    static func image(_ name: String) throws -> LuminanceImage? {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent("Fixtures/\(name).pgm")))
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
        guard numbers.count == 3, index < bytes.count else { return nil }
        return LuminanceImage(width: numbers[0], height: numbers[1], pixels: Array(bytes[(index + 1)...]))
    }
}
