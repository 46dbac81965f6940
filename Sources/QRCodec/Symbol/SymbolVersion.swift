/// One of the forty sizes of a QR code symbol and what follows from it (ISO/IEC 18004 §6.3.1).
struct SymbolVersion: Sendable, Equatable {
    /// 1…40.
    let number: Int

    /// The version with that number, or `nil` outside of 1…40.
    init?(_ number: Int) {
        guard (1...40).contains(number) else { return nil }
        self.number = number
    }

    /// The version whose symbols have `size` modules a side, or `nil` if there is none.
    init?(size: Int) {
        guard (21...177).contains(size), size % 4 == 1 else { return nil }
        number = (size - 17) / 4
    }

    /// The version next to `number` among those there are.
    init(clamping number: Int) {
        self.number = min(max(number, 1), 40)
    }

    /// Modules a side, 21…177.
    var size: Int { number * 4 + 17 }

    /// Whether symbols carry version information (§7.10).
    var hasVersionInformation: Bool { number >= 7 }

    /// Rows (and columns) of the centres of alignment patterns, ascending (annex E); none for version 1.
    var alignmentCentres: [Int] {
        guard number > 1 else { return [] }
        let count = number / 7 + 2
        let steps = count - 1
        // Spacing is even and as equal as can be, the remainder next to row 6; version 32 is the table's exception.
        let spacing = number == 32 ? 26 : (number * 4 + 4 + 2 * steps - 1) / (2 * steps) * 2
        var centres = [Int](repeating: 6, count: count)
        for index in 1..<count { centres[index] = size - 7 - spacing * (count - 1 - index) }
        return centres
    }

    /// Modules that carry codewords and remainder bits (table 1).
    var dataModuleCount: Int {
        var modules = (16 * number + 128) * number + 64
        if number >= 2 {
            let count = number / 7 + 2
            modules -= (25 * count - 10) * count - 55
        }
        if hasVersionInformation { modules -= 36 }
        return modules
    }

    /// Data and error correction codewords together, 26…3706 (table 1).
    var codewordCount: Int { dataModuleCount / 8 }

    /// How the codewords are divided into blocks at `level`.
    func blocks(_ level: ErrorCorrectionLevel) -> BlockLayout {
        let entry = Int(level.rawValue) * 40 + number - 1
        return BlockLayout(
            codewordCount: codewordCount,
            blockCount: Int(VersionTables.blockCounts[entry]),
            correctionCount: Int(VersionTables.correctionCodewordsPerBlock[entry])
        )
    }

    /// Bits of data (with headers, terminator and padding) that fit at `level` (table 7).
    func dataBits(_ level: ErrorCorrectionLevel) -> Int { blocks(level).dataCount * 8 }
}
