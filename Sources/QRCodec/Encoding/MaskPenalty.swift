/// How much a symbol disturbs scanning (ISO/IEC 18004 §7.8.3, table 11); the mask with the least is chosen.
///
/// Modules are bits of words, and neighbours stand in the word of the next row: so all columns of a word are looked
/// at in one go, and rows by exchanging rows and columns.
enum MaskPenalty {
    /// The sum of the four features of a symbol; `transposed` is the same with rows and columns exchanged.
    static func score(_ modules: ModuleBits, transposed: ModuleBits) -> Int {
        columnPenalty(modules) + columnPenalty(transposed) + blockPenalty(modules)
            + proportionPenalty(dark: modules.darkCount, total: modules.width * modules.height)
    }

    /// Runs of one colour in each column (N1 = 3 for five, one more for each further module), and patterns
    /// 1:1:3:1:1 that look like a finder pattern with four light modules on a side (N3 = 40), the quiet zone
    /// counting as light.
    static func columnPenalty(_ modules: ModuleBits) -> Int {
        var penalty = 0
        for word in 0..<modules.wordsPerRow {
            penalty += runPenalty(modules, word: word) + finderPenalty(modules, word: word)
        }
        return penalty
    }

    private static func runPenalty(_ modules: ModuleBits, word: Int) -> Int {
        let columns = modules.columns(ofWord: word)
        var penalty = 0
        // Where a module is like the one above it: in this row, and in this and the one above.
        var like: UInt64 = 0
        var likeTwice: UInt64 = 0
        var likeTwiceAbove: UInt64 = 0
        var fives: UInt64 = 0
        var above = modules.words[word]
        for y in 1..<max(modules.height, 1) {
            let here = modules.words[y * modules.wordsPerRow + word]
            let isLike = ~(here ^ above) & columns
            above = here
            let twice = isLike & like
            // Ends of five of one colour.
            let ends = twice & likeTwiceAbove
            // A run of n has n − 4 such ends and costs n − 2.
            if ends != 0 { penalty += ends.nonzeroBitCount + 2 * (ends & ~fives).nonzeroBitCount }
            fives = ends
            like = isLike
            likeTwiceAbove = likeTwice
            likeTwice = twice
        }
        return penalty
    }

    private static func finderPenalty(_ modules: ModuleBits, word: Int) -> Int {
        var patterns = 0
        // Rows above, the nearest first; above and below the symbol all is light.
        var rows: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0)
        // What rows above ended: four light modules, and patterns.
        var light: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (.max, .max, .max, .max, .max, .max, .max)
        var finders: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for y in 0..<(modules.height + 4) {
            let here = y < modules.height ? modules.words[y * modules.wordsPerRow + word] : 0
            let finder = here & ~rows.0 & rows.1 & rows.2 & rows.3 & ~rows.4 & rows.5
            let fourLight = ~(here | rows.0 | rows.1 | rows.2)
            let before = finder & light.6
            let after = fourLight & finders.3
            if before | after != 0 { patterns += before.nonzeroBitCount + after.nonzeroBitCount }
            rows = (here, rows.0, rows.1, rows.2, rows.3, rows.4)
            light = (fourLight, light.0, light.1, light.2, light.3, light.4, light.5)
            finders = (finder, finders.0, finders.1, finders.2)
        }
        return patterns * 40
    }

    /// Blocks of two by two modules of one colour (N2 = 3).
    static func blockPenalty(_ modules: ModuleBits) -> Int {
        var blocks = 0
        for word in 0..<modules.wordsPerRow {
            let isLast = word + 1 == modules.wordsPerRow
            let columns = modules.columns(ofWord: word)
            // The last column begins no block.
            let starts = isLast ? columns >> 1 : columns
            var above: UInt64 = 0
            var pairsAbove: UInt64 = 0
            for y in 0..<modules.height {
                let index = y * modules.wordsPerRow + word
                let here = modules.words[index]
                let right = here >> 1 | (isLast ? 0 : modules.words[index + 1] << 63)
                let pairs = ~(here ^ right) & starts
                blocks += (pairs & pairsAbove & ~(here ^ above)).nonzeroBitCount
                above = here
                pairsAbove = pairs
            }
        }
        return blocks * 3
    }

    /// Distance of the dark modules' share from a half, in steps of five per cent (N4 = 10).
    static func proportionPenalty(dark: Int, total: Int) -> Int {
        // The least k for which 45 − 5k ≤ share ≤ 55 + 5k.
        let deviation = abs(dark * 20 - total * 10)
        return max((deviation + total - 1) / total - 1, 0) * 10
    }
}
