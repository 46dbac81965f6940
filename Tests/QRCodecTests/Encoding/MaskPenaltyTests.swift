import Testing

@testable import QRCodec

@Suite struct MaskPenaltyTests {
    @Test func runsOfFiveCostThreeAndOneForEachMore() {
        #expect(MaskPenalty.linePenalty([1, 0, 1, 0, 1, 0, 1]) == 0)
        #expect(MaskPenalty.linePenalty([1, 1, 1, 1, 1, 0, 1]) == 3)
        #expect(MaskPenalty.linePenalty([0, 0, 0, 0, 0, 0, 0, 1]) == 5)
    }

    @Test func finderLikePatternsCostForty() {
        // Light on both sides counts twice; the quiet zone is light.
        #expect(MaskPenalty.linePenalty([1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1]) == 80)
        #expect(MaskPenalty.linePenalty([1, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0, 1, 0]) == 40)
        #expect(MaskPenalty.linePenalty([1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1]) == 40)
        #expect(MaskPenalty.linePenalty([1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 1, 0, 1]) == 0)
    }

    @Test func proportionCostsTenForEachFivePerCent() {
        #expect(MaskPenalty.proportionPenalty(dark: 50, total: 100) == 0)
        #expect(MaskPenalty.proportionPenalty(dark: 55, total: 100) == 0)
        #expect(MaskPenalty.proportionPenalty(dark: 56, total: 100) == 10)
        #expect(MaskPenalty.proportionPenalty(dark: 39, total: 100) == 20)
        #expect(MaskPenalty.proportionPenalty(dark: 100, total: 100) == 90)
    }

    @Test func blocksCostThree() throws {
        var matrix = try #require(BitMatrix(size: 3))
        #expect(MaskPenalty.blockPenalty(matrix) == 12)
        matrix.set(x: 1, y: 1, isDark: true)
        #expect(MaskPenalty.blockPenalty(matrix) == 0)
    }
}
