/// Computes error correction codewords (ISO/IEC 18004 §7.5.2 and annex A).
struct ReedSolomonEncoder {
    /// Coefficients of the generator polynomial without the leading 1, highest power first.
    let generator: [UInt8]

    /// An encoder that adds `count` codewords, 1…254.
    init(correctionCount count: Int) {
        let field = GaloisField.shared
        var generator = [UInt8](repeating: 0, count: count)
        generator[count - 1] = 1
        // Multiplies by (x − 2⁰)(x − 2¹)… one factor after the other.
        for power in 0..<count {
            let root = field.power(power)
            for index in 0..<count {
                generator[index] = field.multiply(generator[index], root)
                if index + 1 < count { generator[index] ^= generator[index + 1] }
            }
        }
        self.generator = generator
    }

    /// The error correction codewords of `data`: the remainder of its division by the generator.
    func correction(of data: ArraySlice<UInt8>) -> [UInt8] {
        let field = GaloisField.shared
        let count = generator.count
        var remainder = [UInt8](repeating: 0, count: count)
        for codeword in data {
            let factor = codeword ^ remainder[0]
            for index in 1..<max(count, 1) { remainder[index - 1] = remainder[index] }
            remainder[count - 1] = 0
            if factor == 0 { continue }
            for index in 0..<count { remainder[index] ^= field.multiply(generator[index], factor) }
        }
        return remainder
    }
}
