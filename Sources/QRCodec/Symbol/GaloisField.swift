/// Arithmetic in GF(2⁸) modulo x⁸ + x⁴ + x³ + x² + 1 (ISO/IEC 18004 §7.5.2), generator 2.
struct GaloisField: Sendable {
    /// `exponentials[i]` is 2ⁱ, for 0…509, so that a sum of two logarithms needs no reduction.
    let exponentials: [UInt8]
    /// `logarithms[a]` is the i of 2ⁱ = a, 0…254; entry 0 has no meaning.
    let logarithms: [UInt8]

    /// The field; its tables are computed once.
    static let shared = GaloisField()

    private init() {
        var exponentials = [UInt8](repeating: 0, count: 510)
        var logarithms = [UInt8](repeating: 0, count: 256)
        var value = 1
        for power in 0..<255 {
            exponentials[power] = UInt8(value)
            exponentials[power + 255] = UInt8(value)
            logarithms[value] = UInt8(power)
            value <<= 1
            if value > 255 { value ^= 0x11D }
        }
        self.exponentials = exponentials
        self.logarithms = logarithms
    }

    /// 2 to the power of `exponent`, which may be any number from 0.
    func power(_ exponent: Int) -> UInt8 { exponentials[exponent % 255] }

    /// The product of `a` and `b`.
    func multiply(_ a: UInt8, _ b: UInt8) -> UInt8 {
        if a == 0 || b == 0 { return 0 }
        return exponentials[Int(logarithms[Int(a)]) + Int(logarithms[Int(b)])]
    }

    /// `a` divided by `b`; a division by zero gives 0.
    func divide(_ a: UInt8, _ b: UInt8) -> UInt8 {
        if a == 0 || b == 0 { return 0 }
        return exponentials[Int(logarithms[Int(a)]) + 255 - Int(logarithms[Int(b)])]
    }
}
