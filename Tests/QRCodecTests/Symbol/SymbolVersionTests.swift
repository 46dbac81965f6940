import Testing

@testable import QRCodec

@Suite struct SymbolVersionTests {
    @Test func alignmentCentresAreThoseOfAnnexE() throws {
        let published: [Int: [Int]] = [
            1: [], 2: [6, 18], 6: [6, 34], 7: [6, 22, 38], 14: [6, 26, 46, 66], 15: [6, 26, 48, 70],
            21: [6, 28, 50, 72, 94], 22: [6, 26, 50, 74, 98], 28: [6, 26, 50, 74, 98, 122],
            32: [6, 34, 60, 86, 112, 138], 36: [6, 24, 50, 76, 102, 128, 154],
            39: [6, 26, 54, 82, 110, 138, 166], 40: [6, 30, 58, 86, 114, 142, 170],
        ]
        for (number, centres) in published {
            #expect(try #require(SymbolVersion(number)).alignmentCentres == centres)
        }
    }

    /// ISO/IEC 18004 table 7: data bits at levels L, M, Q, H.
    @Test func capacitiesAreThoseOfTheStandard() throws {
        let published: [Int: [Int]] = [
            1: [152, 128, 104, 72], 2: [272, 224, 176, 128], 7: [1248, 992, 704, 528],
            10: [2192, 1728, 1232, 976], 20: [6888, 5352, 3880, 3080], 32: [15_640, 12_328, 8920, 6760],
            40: [23_648, 18_672, 13_328, 10_208],
        ]
        for (number, bits) in published {
            let version = try #require(SymbolVersion(number))
            #expect(ErrorCorrectionLevel.allCases.map { version.dataBits($0) } == bits)
        }
    }

    @Test func layoutLeavesExactlyTheDataModules() {
        for number in 1...40 {
            let version = SymbolVersion(clamping: number)
            #expect(SymbolLayout(version).dataPath.count == version.dataModuleCount)
        }
    }

    @Test func interleavingUsesEveryPlaceOnce() {
        for number in [1, 5, 7, 22, 40] {
            for level in ErrorCorrectionLevel.allCases {
                let layout = SymbolVersion(clamping: number).blocks(level)
                var seen = [Bool](repeating: false, count: layout.codewordCount)
                for block in 0..<layout.blockCount {
                    for position in 0..<(layout.dataCount(ofBlock: block) + layout.correctionCount) {
                        seen[layout.interleavedIndex(position: position, block: block)] = true
                    }
                }
                #expect(seen.allSatisfy { $0 })
            }
        }
    }

    @Test func sizesOutsideTheStandardAreRefused() {
        #expect(SymbolVersion(0) == nil)
        #expect(SymbolVersion(41) == nil)
        for size in [-1, 0, 17, 20, 22, 23, 24, 178, 181, Int.max] { #expect(SymbolVersion(size: size) == nil) }
    }
}
