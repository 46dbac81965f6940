/// A stretch of the message in one mode (ISO/IEC 18004 §7.4).
struct Segment: Equatable {
    /// Numeric, alphanumeric or byte.
    let mode: SegmentMode
    /// Where it begins in the message.
    let start: Int
    /// Where it ends, exclusive.
    let end: Int

    /// Bits of header and data in a symbol of `version`.
    func bitCount(version: Int) -> Int {
        let length = end - start
        let data: Int
        switch mode {
        case .numeric: data = length / 3 * 10 + [0, 4, 7][length % 3]
        case .alphanumeric: data = length / 2 * 11 + length % 2 * 6
        default: data = length * 8
        }
        return 4 + mode.countBits(version: version) + data
    }

    /// Writes mode, count and data (§7.4.2 to §7.4.5).
    func write(_ message: [UInt8], version: Int, to buffer: inout BitBuffer) {
        buffer.append(mode.indicator, width: 4)
        buffer.append(end - start, width: mode.countBits(version: version))
        var index = start
        switch mode {
        case .numeric:
            while index < end {
                let digits = min(3, end - index)
                var value = 0
                for offset in 0..<digits { value = value * 10 + Int(message[index + offset]) - 0x30 }
                buffer.append(value, width: digits * 3 + 1)
                index += digits
            }
        case .alphanumeric:
            while index < end {
                let first = AlphanumericSet.value(message[index]) ?? 0
                if index + 1 < end {
                    let second = AlphanumericSet.value(message[index + 1]) ?? 0
                    buffer.append(first * 45 + second, width: 11)
                } else {
                    buffer.append(first, width: 6)
                }
                index += 2
            }
        default:
            while index < end {
                buffer.append(Int(message[index]), width: 8)
                index += 1
            }
        }
    }
}
