import Testing

@testable import QRCodec

@Suite struct MaskPenaltyTests {
    /// The penalty of one column.
    private func penalty(_ column: [UInt8]) -> Int {
        var modules = ModuleBits(width: 1, height: column.count)
        for y in 0..<column.count { modules.set(x: 0, y: y, isDark: column[y] == 1) }
        return MaskPenalty.columnPenalty(modules)
    }

    @Test func runsOfFiveCostThreeAndOneForEachMore() {
        #expect(penalty([1, 0, 1, 0, 1, 0, 1]) == 0)
        #expect(penalty([1, 1, 1, 1, 1, 0, 1]) == 3)
        #expect(penalty([0, 0, 0, 0, 0, 0, 0, 1]) == 5)
    }

    @Test func finderLikePatternsCostForty() {
        // Light on both sides counts twice; the quiet zone is light.
        #expect(penalty([1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1]) == 80)
        #expect(penalty([1, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0, 1, 0]) == 40)
        #expect(penalty([1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1]) == 40)
        #expect(penalty([1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 1, 0, 1]) == 0)
    }

    @Test func proportionCostsTenForEachFivePerCent() {
        #expect(MaskPenalty.proportionPenalty(dark: 50, total: 100) == 0)
        #expect(MaskPenalty.proportionPenalty(dark: 55, total: 100) == 0)
        #expect(MaskPenalty.proportionPenalty(dark: 56, total: 100) == 10)
        #expect(MaskPenalty.proportionPenalty(dark: 39, total: 100) == 20)
        #expect(MaskPenalty.proportionPenalty(dark: 100, total: 100) == 90)
    }

    @Test func blocksCostThree() {
        var modules = ModuleBits(width: 3, height: 3)
        #expect(MaskPenalty.blockPenalty(modules) == 12)
        modules.set(x: 1, y: 1, isDark: true)
        #expect(MaskPenalty.blockPenalty(modules) == 0)
    }

    /// Module by module, as the standard says it, for sizes of one, two and three words.
    @Test(arguments: [21, 45, 49, 61, 65, 125, 129, 177])
    func wordsScoreAsModulesDo(size: Int) throws {
        var generator = SeededGenerator(UInt64(size))
        // From hardly any dark module to hardly any light one, in stretches.
        for share in [20, 100, 128, 200] as [UInt64] {
            var matrix = try #require(BitMatrix(size: size))
            var isDark = false
            for y in 0..<size {
                for x in 0..<size {
                    if generator.next() % 3 != 0 { isDark = generator.next() % 256 < share }
                    matrix.set(x: x, y: y, isDark: isDark)
                }
            }
            let score = MaskPenalty.score(ModuleBits(matrix), transposed: ModuleBits(matrix, isTransposed: true))
            #expect(score == plainScore(matrix))
        }
    }

    private func plainScore(_ matrix: BitMatrix) -> Int {
        let size = matrix.size
        var score = 0
        var dark = 0
        for line in 0..<size {
            score += plainPenalty((0..<size).map { matrix.isDark(x: $0, y: line) })
            score += plainPenalty((0..<size).map { matrix.isDark(x: line, y: $0) })
            for x in 0..<size where matrix.isDark(x: x, y: line) { dark += 1 }
        }
        for y in 1..<size {
            for x in 1..<size {
                let block = [(x, y), (x - 1, y), (x, y - 1), (x - 1, y - 1)].map { matrix.isDark(x: $0.0, y: $0.1) }
                if Set(block).count == 1 { score += 3 }
            }
        }
        return score + MaskPenalty.proportionPenalty(dark: dark, total: size * size)
    }

    private func plainPenalty(_ line: [Bool]) -> Int {
        var penalty = 0
        var run = 0
        for index in 0..<line.count {
            run = index > 0 && line[index] == line[index - 1] ? run + 1 : 1
            if run == 5 { penalty += 3 } else if run > 5 { penalty += 1 }
        }
        let finder = [true, false, true, true, true, false, true]
        let light = [Bool](repeating: false, count: 4)
        let padded = light + line + light
        for start in 0...(padded.count - 11) {
            let window = Array(padded[start..<(start + 11)])
            if window == light + finder || window == finder + light { penalty += 40 }
        }
        return penalty
    }
}
