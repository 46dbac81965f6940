/// Reads bits from bytes, most significant first, and never past their end.
struct BitReader {
    private let bytes: [UInt8]
    private var position = 0

    /// Begins at the first bit of `bytes`.
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Bits not read yet.
    var remaining: Int { bytes.count * 8 - position }

    /// The next `width` bits (0…24) as a number, or `nil` if there are fewer.
    mutating func read(_ width: Int) -> Int? {
        guard width <= remaining else { return nil }
        var value = 0
        for _ in 0..<width {
            value = value << 1 | Int(bytes[position >> 3] >> UInt8(7 - position & 7) & 1)
            position += 1
        }
        return value
    }
}
