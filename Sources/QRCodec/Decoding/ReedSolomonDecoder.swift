/// Restores wrong and missing codewords of a block (ISO/IEC 18004 §12 and annex B).
///
/// Berlekamp–Massey started with the locator of the erasures, Chien search, Forney's formula. Polynomials have
/// their lowest coefficient first.
struct ReedSolomonDecoder {
    /// Error correction codewords at the end of each block, 1…254.
    let correctionCount: Int

    /// Corrects `block` in place.
    ///
    /// - Parameters:
    ///   - block: data and error correction codewords, at most 255. It is unchanged if there is no result.
    ///   - erasures: positions in `block` that are known to be bad, all different, not more than ``correctionCount``.
    /// - Returns: how many codewords were changed, or `nil` if there are too many errors.
    func correct(_ block: inout [UInt8], erasures: [Int] = []) -> Int? {
        guard block.count <= 255, block.count > correctionCount, erasures.count <= correctionCount else {
            return nil
        }
        let syndromes = self.syndromes(of: block)
        guard syndromes.contains(where: { $0 != 0 }) else { return 0 }
        guard let locator = locator(syndromes: syndromes, erasures: erasures, length: block.count) else {
            return nil
        }
        let positions = roots(of: locator, length: block.count)
        guard positions.count == locator.count - 1 else { return nil }
        var corrected = block
        let changed = apply(locator: locator, syndromes: syndromes, positions: positions, to: &corrected)
        guard let changed, !self.syndromes(of: corrected).contains(where: { $0 != 0 }) else { return nil }
        block = corrected
        return changed
    }

    /// The block's polynomial at 2⁰, 2¹, …: all zero if nothing is wrong.
    func syndromes(of block: [UInt8]) -> [UInt8] {
        let field = GaloisField.shared
        var result = [UInt8](repeating: 0, count: correctionCount)
        for index in 0..<correctionCount {
            var sum: UInt8 = 0
            for codeword in block {
                // sum * 2^index + codeword (Horner).
                sum = sum == 0 ? codeword : field.exponentials[Int(field.logarithms[Int(sum)]) + index] ^ codeword
            }
            result[index] = sum
        }
        return result
    }

    /// The polynomial whose roots are the inverses of the places of errors and erasures, or `nil` if there are too many.
    private func locator(syndromes: [UInt8], erasures: [Int], length: Int) -> [UInt8]? {
        let field = GaloisField.shared
        var current = [UInt8](repeating: 0, count: correctionCount + 2)
        current[0] = 1
        for position in erasures {
            guard position >= 0, position < length else { return nil }
            let place = field.power(length - 1 - position)
            for index in stride(from: correctionCount, through: 1, by: -1) {
                current[index] ^= field.multiply(current[index - 1], place)
            }
        }
        var before = current
        var degree = erasures.count
        for step in erasures.count..<correctionCount {
            var discrepancy: UInt8 = 0
            for index in 0...step {
                discrepancy ^= field.multiply(current[index], syndromes[step - index])
            }
            for index in stride(from: before.count - 1, through: 1, by: -1) { before[index] = before[index - 1] }
            before[0] = 0
            if discrepancy == 0 { continue }
            var next = current
            for index in 0..<next.count { next[index] ^= field.multiply(discrepancy, before[index]) }
            if 2 * degree <= step + erasures.count {
                degree = step + 1 + erasures.count - degree
                for index in 0..<before.count { before[index] = field.divide(current[index], discrepancy) }
            }
            current = next
        }
        while let last = current.last, last == 0 { current.removeLast() }
        let errors = current.count - 1 - erasures.count
        guard errors >= 0, 2 * errors + erasures.count <= correctionCount else { return nil }
        return current
    }

    /// Positions in the block whose inverse places are roots of `locator`.
    private func roots(of locator: [UInt8], length: Int) -> [Int] {
        let field = GaloisField.shared
        var positions: [Int] = []
        for position in 0..<length where value(of: locator, at: field.power(255 - (length - 1 - position))) == 0 {
            positions.append(position)
        }
        return positions
    }

    private func value(of polynomial: [UInt8], at point: UInt8) -> UInt8 {
        let field = GaloisField.shared
        var sum: UInt8 = 0
        for index in stride(from: polynomial.count - 1, through: 0, by: -1) {
            sum = field.multiply(sum, point) ^ polynomial[index]
        }
        return sum
    }

    /// Adds the error values of Forney's formula; `nil` if a root is double.
    private func apply(
        locator: [UInt8],
        syndromes: [UInt8],
        positions: [Int],
        to block: inout [UInt8]
    ) -> Int? {
        let field = GaloisField.shared
        var evaluator = [UInt8](repeating: 0, count: correctionCount)
        for index in 0..<correctionCount {
            for term in 0...min(index, locator.count - 1) {
                evaluator[index] ^= field.multiply(locator[term], syndromes[index - term])
            }
        }
        // The formal derivative keeps the odd powers.
        var derivative = [UInt8](repeating: 0, count: max(locator.count - 1, 1))
        for index in stride(from: 1, to: locator.count, by: 2) { derivative[index - 1] = locator[index] }
        var changed = 0
        for position in positions {
            let place = field.power(block.count - 1 - position)
            let inverse = field.divide(1, place)
            let slope = value(of: derivative, at: inverse)
            guard slope != 0 else { return nil }
            let error = field.multiply(place, field.divide(value(of: evaluator, at: inverse), slope))
            if error != 0 { changed += 1 }
            block[position] ^= error
        }
        return changed
    }
}
