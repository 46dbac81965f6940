import Testing

@testable import countersign

/// Pictures by the netpbm manual, and bytes that only pretend to be some.
@Suite struct NetpbmPictureTests {
    private func picture(_ header: String, _ raster: [UInt8] = []) throws(NetpbmPicture.Failure) -> NetpbmPicture {
        try NetpbmPicture(parsing: Array(header.utf8) + raster)
    }

    private func failure(_ header: String, _ raster: [UInt8] = []) -> NetpbmPicture.Failure? {
        do {
            _ = try picture(header, raster)
            return nil
        } catch {
            return error
        }
    }

    @Test func everyFormatGivesShades() throws {
        #expect(try picture("P1 3 2 010\n1 0 1").luminance == [255, 0, 255, 0, 255, 0])
        #expect(try picture("P2\n3 1\n15\n0 15 5\n").luminance == [0, 255, 85])
        #expect(try picture("P3 2 1 255 255 255 255 0 0 0").luminance == [255, 0])
        #expect(
            try picture("P4\n9 2\n", [0x80, 0x80, 0x00, 0x7F]).luminance.prefix(10) == [0]
                + Array(repeating: 255, count: 7) + [0, 255])
        #expect(try picture("P5 2 1 255\n", [7, 200]).luminance == [7, 200])
        #expect(try picture("P6 1 1 255\n", [255, 255, 255]).luminance == [255])
    }

    @Test func coloursHaveTheirWeights() throws {
        let raster: [UInt8] = [255, 0, 0, 0, 255, 0, 0, 0, 255]
        #expect(try picture("P6 3 1 255\n", raster).luminance == [77, 149, 29])
    }

    @Test func twoBytesASampleHaveTheHigherOneFirst() throws {
        #expect(try picture("P5 2 1 65535\n", [0xFF, 0xFF, 0x80, 0x00]).luminance == [255, 128])
        #expect(try picture("P6 1 1 256\n", [1, 0, 1, 0, 1, 0]).luminance == [255])
    }

    @Test func commentsAreSkipped() throws {
        #expect(try picture("P2#a\n# b # c\r\n1 # d\n1\n#e\n9#f\n9").luminance == [255])
    }

    @Test func rasterMayBeginWithWhatLooksLikeASeparator() throws {
        #expect(try picture("P5 3 1 255\n", [0x0A, 0x20, 0x23]).luminance == [0x0A, 0x20, 0x23])
    }

    @Test func whatFollowsThePictureIsIgnored() throws {
        #expect(try picture("P5 1 1 255\n", [9, 1, 2, 3]).luminance == [9])
    }

    @Test(arguments: [
        "", "P", "P5", "P7 1 1", "P0 1 1", "p5 1 1 255 ", "PNG", "P55 1 1 255 ", "\u{89}PNG\r\n", "GIF89a",
    ])
    func otherFilesAreNoPicture(text: String) {
        #expect(failure(text) == .notNetpbm)
    }

    @Test(arguments: [
        "P5 ", "P5 1", "P5 1 x 255 ", "P5 -1 1 255 ", "P5 1 1", "P5 1 1 ff ", "P5 9999999 1 255 ", "P5 #",
        "P5 1 1 255x",
    ])
    func damagedHeadersAreRefused(header: String) {
        #expect(failure(header) == .malformedHeader)
    }

    @Test(arguments: ["P5 0 1 255\n", "P5 1 0 255\n", "P5 4097 1 255\n", "P6 1 999999 255\n", "P1 100000 100000 "])
    func sizesHaveLimits(header: String) {
        #expect(failure(header) == .sizeOutOfRange)
    }

    @Test(arguments: ["P5 1 1 0\n", "P5 1 1 65536\n", "P2 1 1 999999 1"])
    func largestValuesHaveLimits(header: String) {
        #expect(failure(header) == .maximumOutOfRange)
    }

    @Test(arguments: [
        "P1 4096 4096 ", "P2 4096 4096 255 ", "P3 4096 4096 255 ", "P4 4096 4096 ", "P5 4096 4096 255 ",
        "P6 4096 4096 65535 ",
    ])
    func announcedRastersMustBeThere(header: String) {
        #expect(failure(header, [0x31, 0x20, 0x31]) == .truncated)
    }

    @Test func rastersMustBeComplete() {
        #expect(failure("P5 2 2 255\n", [1, 2, 3]) == .truncated)
        #expect(failure("P5 2 2 255") == .truncated)
        #expect(failure("P4 9 2\n", [1, 2, 3]) == .truncated)
        #expect(failure("P6 1 1 300\n", [0, 1, 0, 1, 0]) == .truncated)
        #expect(failure("P1 2 2 1 0 1 ") == .truncated)
        #expect(failure("P2 2 1 9 9         ") == .truncated)
    }

    @Test func samplesStayBelowTheLargestValue() {
        #expect(failure("P5 1 1 9\n", [10]) == .malformedSample)
        #expect(failure("P6 1 1 9\n", [9, 9, 10]) == .malformedSample)
        #expect(failure("P2 1 1 9 10") == .malformedSample)
        #expect(failure("P1 1 1 2") == .malformedSample)
        #expect(failure("P3 1 1 9 1 x 1") == .malformedSample)
    }

    /// Every prefix and every changed byte of good pictures: an answer or a refusal, never a crash.
    @Test func damagedPicturesNeverCrash() {
        let good: [[UInt8]] = [
            Array("P1 3 3 010101010".utf8), Array("P2 3 1 15 0 15 5".utf8), Array("P3 1 1 9 1 2 3".utf8),
            Array("P4 9 2\n".utf8) + [1, 2, 3, 4], Array("P5 2 2 255\n".utf8) + [1, 2, 3, 4],
            Array("P6 1 1 999\n".utf8) + [1, 2, 1, 2, 1, 2],
        ]
        for bytes in good {
            for length in 0..<bytes.count { _ = try? NetpbmPicture(parsing: Array(bytes.prefix(length))) }
            for index in bytes.indices {
                for value in [0x00, 0x09, 0x20, 0x23, 0x30, 0x39, 0x50, 0x7F, 0xFF] as [UInt8] {
                    var changed = bytes
                    changed[index] = value
                    _ = try? NetpbmPicture(parsing: changed)
                }
            }
        }
    }
}
