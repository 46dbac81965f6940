import Testing

@testable import QRCodec

@Suite struct EqualizerTests {
    @Test func blurBetweenModulesIsTakenOut() throws {
        let symbol = try QREncoder.encode(Array("equalizer".utf8), level: .medium, minimumVersion: 7)
        let layout = SymbolLayout(SymbolVersion(clamping: symbol.version))
        let size = symbol.size
        func sign(_ x: Int, _ y: Int) -> Double { symbol.isDark(x: x, y: y) ? 1 : -1 }
        var blurred = [Double](repeating: 0, count: size * size)
        for y in 0..<size {
            for x in 0..<size {
                let sides = sign(x - 1, y) + sign(x + 1, y) + sign(x, y - 1) + sign(x, y + 1)
                blurred[y * size + x] = 0.44 * sign(x, y) + 0.14 * sides
            }
        }
        let equalizer = try #require(
            Equalizer(darkness: blurred, targets: SymbolReader.knownModules(layout), size: size)
        )
        let restored = equalizer.applied(to: blurred, size: size)
        func errors(_ values: [Double]) -> Int {
            (0..<(size * size)).count { (values[$0] > 0) != symbol.isDark(x: $0 % size, y: $0 / size) }
        }
        #expect(errors(blurred) > 20)
        #expect(errors(restored) * 2 < errors(blurred))
    }

    @Test func linearSystemsAreSolvedOrRefused() throws {
        var system = LinearSystem(count: 2)
        system.observe([1, 1], value: 5)
        #expect(system.solved() == nil)
        system.observe([1, -1], value: 1)
        let solution = try #require(system.solved())
        #expect(abs(solution[0] - 3) < 1e-9 && abs(solution[1] - 2) < 1e-9)
    }
}
