import QRCodec
import Testing

@testable import countersign

/// What `qr encode` writes, `qr decode` reads.
@Suite struct QRRoundTripTests {
    @Test(arguments: [
        "x", "0123456789", "HTTPS://ID.EXAMPLE.COM/APP/", "Maria’s Pixel 8 – žluťoučký 📱", "two\nlines",
    ])
    func picturesHoldTheText(text: String) throws {
        for level in QREncode.Level.allCases {
            let symbol = try QREncoder.encode(Array(text.utf8), level: level.level)
            for scale in [2, 8, 16, 22] {
                let picture = try NetpbmPicture(parsing: QREncode.render(symbol, as: .pnm, scale: scale))
                #expect(picture.width == (symbol.size + 8) * scale)
                #expect(PictureFile.search(picture).text == text)
            }
        }
    }

    @Test func largestPictureStaysWithinTheReadersLimit() throws {
        let symbol = try QREncoder.encode([UInt8](repeating: 0x78, count: 2953), level: .low)
        #expect(symbol.version == 40)
        let picture = try NetpbmPicture(parsing: symbol.pgm(scale: 99))
        #expect(picture.width <= NetpbmPicture.maximumSide)
    }

    @Test func everyCodeOfAPictureIsFoundWithItsFields() throws {
        let rows = try ["left", "right"].map { text in
            try NetpbmPicture(
                parsing: QREncode.render(try QREncoder.encode(Array(text.utf8), level: .high), as: .pnm, scale: 4))
        }
        var raster = Array("P5 \(rows[0].width * 2) \(rows[0].height) 255 ".utf8)
        for y in 0..<rows[0].height {
            for picture in rows { raster += picture.luminance[(y * picture.width)..<((y + 1) * picture.width)] }
        }
        let finding = PictureFile.search(try NetpbmPicture(parsing: raster), findsAll: true)
        #expect(finding.codes.map(\.fullText).sorted() == ["left", "right"])
        let fields = try #require(finding.codes.first?.fields)
        #expect(fields["level"] as? String == "H")
        #expect((fields["corners"] as? [[Double]])?.count == 4)
        #expect(fields["parts"] == nil)
    }

    @Test func noTimeMeansNoCode() throws {
        let symbol = try QREncoder.encode(Array("late".utf8), level: .low)
        let picture = try NetpbmPicture(parsing: QREncode.render(symbol, as: .pnm, scale: 4))
        #expect(PictureFile.search(picture, limit: .nanoseconds(1)).codes.isEmpty)
        #expect(PictureFile.search(picture, limit: .seconds(60)).text == "late")
    }

    @Test func pictureTooSmallForACodeHasNone() throws {
        let picture = try NetpbmPicture(parsing: Array("P2 2 2 1 0 1 1 0".utf8))
        #expect(PictureFile.search(picture).text == nil)
    }

    @Test func levelsAreNamedByTheirLetters() {
        #expect(QREncode.Level(argument: "q") == .quartile)
        #expect(QREncode.Level(argument: "H") == .high)
        #expect(QREncode.Level(argument: "low") == nil)
    }

    @Test func stepsOfTheTerminalAreNotForPictures() {
        #expect(TerminalText.harmless("a\u{1B}[2Jb\u{07}\u{9B}c\n\td") == "a\u{FFFD}[2Jb\u{FFFD}\u{FFFD}c\n\td")
    }

    @Test func millisecondsAreRoundedToThousandths() {
        #expect(Duration.microseconds(1234).milliseconds == 1.234)
        #expect(Duration.nanoseconds(1600).milliseconds == 0.002)
        #expect(Duration.seconds(2).milliseconds == 2000)
    }
}
