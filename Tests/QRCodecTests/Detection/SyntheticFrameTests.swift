import Testing

@testable import QRCodec

@Suite struct SyntheticFrameTests {
    private let message = Array("otpauth://totp/Example:maria?secret=JBSWY3DPEHPK3PXP&issuer=Example".utf8)

    private func reads(_ frame: SyntheticFrame, minimumVersion: Int = 1) throws -> Bool {
        let symbol = try QREncoder.encode(message, level: .medium, minimumVersion: minimumVersion)
        guard let image = try frame.image(of: symbol) else { return false }
        return QRDecoder.decode(image)?.bytes == message
    }

    @Test(arguments: [
        (1.0, 0.0), (0.9, 0.4), (0.7, 0.7), (0.1, 1.0), (-1.0, 0.0), (-0.6, 0.8), (0.0, -1.0), (0.5, -0.9),
    ])
    func anyRotationIsRead(x: Double, y: Double) throws {
        var frame = SyntheticFrame()
        frame.direction = Point(x: x, y: y)
        frame.blur = 1
        #expect(try reads(frame))
    }

    @Test(arguments: [0.1, 0.2, 0.3])
    func perspectiveIsRead(tilt: Double) throws {
        var frame = SyntheticFrame()
        frame.width = 400
        frame.height = 320
        frame.tilt = tilt
        frame.direction = Point(x: 0.95, y: 0.2)
        #expect(try reads(frame))
        #expect(try reads(frame, minimumVersion: 8))
    }

    @Test func blurNoiseAndShadowTogetherAreRead() throws {
        var frame = SyntheticFrame()
        frame.blur = 2
        frame.noise = 14
        frame.shadow = 0.6
        frame.direction = Point(x: 0.9, y: -0.3)
        #expect(try reads(frame))
    }

    @Test func anInvertedSymbolIsRead() throws {
        var frame = SyntheticFrame()
        frame.isInverted = true
        #expect(try reads(frame))
    }

    @Test func largeModulesAreRead() throws {
        let symbol = try QREncoder.encode(Array("LARGE".utf8), level: .low)
        var frame = SyntheticFrame()
        frame.width = 640
        frame.height = 640
        frame.module = 21
        let image = try #require(try frame.image(of: symbol))
        #expect(QRDecoder.decode(image)?.text == "LARGE")
    }

    @Test func cornersAreWhereTheSymbolIs() throws {
        let symbol = try QREncoder.encode(message, level: .medium)
        let frame = SyntheticFrame()
        let image = try #require(try frame.image(of: symbol))
        let reading = try #require(QRDecoder.decode(image))
        let half = Double(symbol.size) * frame.module / 2
        let expected = [
            Point(x: 160 - half, y: 120 - half), Point(x: 160 + half, y: 120 - half),
            Point(x: 160 + half, y: 120 + half), Point(x: 160 - half, y: 120 + half),
        ]
        try #require(reading.corners.count == 4)
        for index in 0..<4 { #expect((reading.corners[index] - expected[index]).length < 3) }
    }
}
