/// Finds level and mask of a symbol (ISO/IEC 18004 §12, step 5, and annex C).
enum FormatReader {
    /// The formats that the modules may mean, the likeliest first, none twice.
    ///
    /// Each of the 32 formats is compared with both copies together and with each alone: values are added where
    /// the sign agrees and subtracted where it does not. With modules beyond doubt that is the Hamming distance.
    /// A format counts if its distance is at most three in one copy, or six in both.
    static func candidates(in matrix: SoftMatrix) -> [FormatInformation] {
        let copies = [read(matrix, copy: 0), read(matrix, copy: 1)]
        var result: [FormatInformation] = []
        var best: [(agreement: Int, data: Int)] = [(Int.min, -1), (Int.min, -1), (Int.min, -1)]
        for data in 0..<32 {
            let bits = FormatInformation(data: data).bits
            let first = agreement(of: bits, with: copies[0])
            let second = agreement(of: bits, with: copies[1])
            let isNear = first.distance + second.distance <= 6
            if isNear, first.sum + second.sum > best[0].agreement { best[0] = (first.sum + second.sum, data) }
            if first.distance <= 3, first.sum > best[1].agreement { best[1] = (first.sum, data) }
            if second.distance <= 3, second.sum > best[2].agreement { best[2] = (second.sum, data) }
        }
        for candidate in best where candidate.data >= 0 {
            let format = FormatInformation(data: candidate.data)
            if !result.contains(where: { $0.data == format.data }) { result.append(format) }
        }
        return result
    }

    private static func read(_ matrix: SoftMatrix, copy: Int) -> [Int] {
        var values = [Int](repeating: 0, count: 15)
        for bit in 0..<15 {
            let place = FormatInformation.position(ofBit: bit, copy: copy, size: matrix.size)
            values[bit] = Int(matrix.values[place.y * matrix.size + place.x])
        }
        return values
    }

    private static func agreement(of bits: Int, with values: [Int]) -> (sum: Int, distance: Int) {
        var sum = 0
        var distance = 0
        for bit in 0..<15 {
            let isDark = bits >> bit & 1 == 1
            sum += isDark ? values[bit] : -values[bit]
            if isDark != (values[bit] > 0) { distance += 1 }
        }
        return (sum, distance)
    }
}
