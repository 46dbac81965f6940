/// Regroups symbols of five or six bits into bytes and back, most significant bit first (RFC 4648 §3).
struct BitAccumulator {
    private let symbolWidth: Int
    private var pending: UInt16 = 0
    private var pendingCount = 0
    private var bytes: [UInt8] = []

    /// Starts empty. `symbolWidth` is the bits of one symbol, 1…7.
    init(symbolWidth: Int) {
        self.symbolWidth = symbolWidth
    }

    /// Adds the low `symbolWidth` bits of `value`.
    mutating func append(_ value: UInt8) {
        pending = pending << UInt16(symbolWidth) | UInt16(value)
        pendingCount += symbolWidth
        if pendingCount >= 8 {
            pendingCount -= 8
            bytes.append(UInt8(truncatingIfNeeded: pending >> UInt16(pendingCount)))
            pending &= (1 << UInt16(pendingCount)) - 1
        }
    }

    /// The bytes, or `nil` when the bits left over are not all zero.
    consuming func finish() -> [UInt8]? {
        pending == 0 ? bytes : nil
    }

    /// Cuts bytes into symbols of `width` bits; the last one is filled up with zero bits.
    static func symbols(of bytes: [UInt8], width: Int) -> [UInt8] {
        var symbols: [UInt8] = []
        symbols.reserveCapacity((bytes.count * 8 + width - 1) / width)
        var pending: UInt16 = 0
        var pendingCount = 0
        for byte in bytes {
            pending = pending << 8 | UInt16(byte)
            pendingCount += 8
            while pendingCount >= width {
                pendingCount -= width
                symbols.append(UInt8(truncatingIfNeeded: pending >> UInt16(pendingCount)))
                pending &= (1 << UInt16(pendingCount)) - 1
            }
        }
        if pendingCount > 0 {
            symbols.append(UInt8(truncatingIfNeeded: pending << UInt16(width - pendingCount)))
        }
        return symbols
    }
}
