import Testing

@testable import QRCodec

@Suite struct QRDecoderTests {
    /// A message that fills about three quarters of a version with all three modes.
    private func message(_ version: SymbolVersion, _ level: ErrorCorrectionLevel, seed: Int) -> [UInt8] {
        var generator = SeededGenerator(UInt64(seed))
        let bytes = max(version.dataBits(level) / 8 * 3 / 4 - 12, 1)
        let third = bytes / 3
        var message = generator.bytes(bytes - 2 * third)
        message += [UInt8](repeating: 0x37, count: third)
        for _ in 0..<third { message.append(AlphanumericSet.characters[Int(generator.next() % 45)]) }
        return message
    }

    @Test(arguments: ErrorCorrectionLevel.allCases)
    func everyVersionIsReadBack(level: ErrorCorrectionLevel) throws {
        for number in 1...40 {
            let version = SymbolVersion(clamping: number)
            let message = message(version, level, seed: number)
            let symbol = try QREncoder.encode(message, level: level, minimumVersion: number, mask: number % 8)
            let reading = try QRDecoder.decode(matrix: symbol.matrix)
            #expect(reading.bytes == message)
            #expect(reading.version == number)
            #expect(reading.level == level)
            #expect(reading.correctedErrors == 0)
            #expect(reading.corners.isEmpty)
        }
    }

    @Test(arguments: 0..<8)
    func everyMaskIsReadBack(mask: Int) throws {
        for number in [1, 7, 10] {
            let message = Array("mask \(mask)".utf8)
            let symbol = try QREncoder.encode(message, level: .low, minimumVersion: number, mask: mask)
            #expect(symbol.mask == mask)
            #expect(try QRDecoder.decode(matrix: symbol.matrix).bytes == message)
        }
    }

    @Test func aMirroredSymbolIsRead() throws {
        let symbol = try QREncoder.encode(Array("mirror".utf8), level: .low)
        var mirrored = try #require(BitMatrix(size: symbol.size))
        for y in 0..<symbol.size {
            for x in 0..<symbol.size { mirrored.set(x: x, y: y, isDark: symbol.isDark(x: y, y: x)) }
        }
        let reading = try QRDecoder.decode(matrix: mirrored)
        #expect(reading.text == "mirror")
        #expect(reading.isMirrored)
    }

    @Test func damageUpToTheLevelIsRestored() throws {
        var generator = SeededGenerator(21)
        let message = Array("otpauth://totp/Example:maria?secret=JBSWY3DPEHPK3PXP&issuer=Example".utf8)
        let symbol = try QREncoder.encode(message, level: .high, boostingLevel: false)
        let layout = SymbolLayout(SymbolVersion(clamping: symbol.version))
        var matrix = symbol.matrix
        // One module in each of a tenth of the codewords.
        for codeword in (0..<layout.version.codewordCount).shuffled(using: &generator).prefix(
            layout.version.codewordCount / 10)
        {
            matrix.modules[layout.dataPath[codeword * 8 + Int(generator.next() % 8)]] ^= 1
        }
        let reading = try QRDecoder.decode(matrix: matrix)
        #expect(reading.bytes == message)
        #expect(reading.correctedErrors == layout.version.codewordCount / 10)
    }

    @Test func sizesThatNoVersionHasAreRefused() throws {
        for size in [1, 20, 22, 24, 176] {
            let matrix = try #require(BitMatrix(size: size))
            #expect(throws: QRDecodingError.invalidSize) { _ = try QRDecoder.decode(matrix: matrix) }
        }
        #expect(BitMatrix(size: 0) == nil)
        #expect(BitMatrix(size: 178) == nil)
        #expect(BitMatrix(size: 21, modules: [true]) == nil)
    }

    @Test func randomModulesAreNeverAMessage() throws {
        var generator = SeededGenerator(31)
        for round in 0..<150 {
            let size = 21 + 4 * (round % 14)
            var matrix = try #require(BitMatrix(size: size))
            for index in 0..<matrix.modules.count { matrix.modules[index] = UInt8(generator.next() & 1) }
            #expect(throws: QRDecodingError.self) { _ = try QRDecoder.decode(matrix: matrix) }
        }
    }

    @Test func mutatedSymbolsAreReadRightOrRefused() throws {
        var generator = SeededGenerator(32)
        let message = Array("mutation 0123456789 MUTATION".utf8)
        for round in 0..<150 {
            let symbol = try QREncoder.encode(message, level: .medium, minimumVersion: 1 + round % 9, mask: round % 8)
            var matrix = symbol.matrix
            for _ in 0..<(round * 2) { matrix.modules[Int(generator.next() % UInt64(matrix.modules.count))] ^= 1 }
            if let reading = try? QRDecoder.decode(matrix: matrix) { #expect(reading.bytes == message) }
        }
    }
}
