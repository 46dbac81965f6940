/// Bits in the order of writing, most significant first, packed into bytes.
struct BitBuffer {
    /// The bytes so far; unused low bits of the last one are 0.
    private(set) var bytes: [UInt8] = []
    /// Bits written.
    private(set) var count = 0

    /// Writes the `width` low bits of `value`.
    ///
    /// - Parameters:
    ///   - value: not negative; bits above `width` are left out.
    ///   - width: 0…32.
    mutating func append(_ value: Int, width: Int) {
        var left = width
        while left > 0 {
            let free = 8 - count % 8
            if free == 8 { bytes.append(0) }
            let taken = min(free, left)
            let chunk = (value >> (left - taken)) & ((1 << taken) - 1)
            bytes[bytes.count - 1] |= UInt8(chunk << (free - taken))
            left -= taken
            count += taken
        }
    }
}
