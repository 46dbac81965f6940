/// How much a symbol disturbs scanning (ISO/IEC 18004 §7.8.3, table 11); the mask with the least is chosen.
enum MaskPenalty {
    /// The sum of the four features.
    static func score(_ matrix: BitMatrix) -> Int {
        let size = matrix.size
        var score = 0
        var row = [UInt8](repeating: 0, count: size)
        var column = [UInt8](repeating: 0, count: size)
        var dark = 0
        for line in 0..<size {
            for index in 0..<size {
                row[index] = matrix.modules[line * size + index]
                column[index] = matrix.modules[index * size + line]
                dark += Int(row[index])
            }
            score += linePenalty(row) + linePenalty(column)
        }
        return score + blockPenalty(matrix) + proportionPenalty(dark: dark, total: size * size)
    }

    /// Runs of one colour (N1 = 3 for five, one more for each further module), and patterns 1:1:3:1:1 that
    /// look like a finder pattern with four light modules on a side (N3 = 40), the quiet zone counting as light.
    static func linePenalty(_ line: [UInt8]) -> Int {
        var penalty = 0
        var run = 1
        // The last eleven modules as bits, the quiet zone before the line included.
        var window = 0
        for index in 0..<(line.count + 4) {
            let module = index < line.count ? line[index] : 0
            window = (window << 1 | Int(module)) & 0x7FF
            if window == 0b000_0101_1101 || window == 0b101_1101_0000 { penalty += 40 }
            guard index > 0, index < line.count else { continue }
            run = module == line[index - 1] ? run + 1 : 1
            if run == 5 { penalty += 3 } else if run > 5 { penalty += 1 }
        }
        return penalty
    }

    /// Blocks of two by two modules of one colour (N2 = 3).
    static func blockPenalty(_ matrix: BitMatrix) -> Int {
        let size = matrix.size
        var penalty = 0
        for y in 0..<(size - 1) {
            for x in 0..<(size - 1) {
                let index = y * size + x
                let sum =
                    matrix.modules[index] + matrix.modules[index + 1]
                    + matrix.modules[index + size] + matrix.modules[index + size + 1]
                if sum == 0 || sum == 4 { penalty += 3 }
            }
        }
        return penalty
    }

    /// Distance of the dark modules' share from a half, in steps of five per cent (N4 = 10).
    static func proportionPenalty(dark: Int, total: Int) -> Int {
        // The least k for which 45 − 5k ≤ share ≤ 55 + 5k.
        let deviation = abs(dark * 20 - total * 10)
        return max((deviation + total - 1) / total - 1, 0) * 10
    }
}
