/// From segments to the final sequence of codewords (ISO/IEC 18004 §7.4.9, §7.4.10, §7.5 and §7.6).
enum CodewordSequence {
    /// The `count` data codewords of a symbol: segments, terminator, padding.
    ///
    /// The buffer holds the segments' bits, not more than `8 * count`.
    static func data(_ buffer: BitBuffer, count: Int) -> [UInt8] {
        var buffer = buffer
        buffer.append(0, width: min(4, count * 8 - buffer.count))
        buffer.append(0, width: (8 - buffer.count % 8) % 8)
        var pad = 0xEC
        while buffer.bytes.count < count {
            buffer.append(pad, width: 8)
            pad ^= 0xEC ^ 0x11
        }
        return buffer.bytes
    }

    /// Adds the error correction of each block and interleaves.
    static func interleaved(_ data: [UInt8], layout: BlockLayout) -> [UInt8] {
        let encoder = ReedSolomonEncoder(correctionCount: layout.correctionCount)
        var result = [UInt8](repeating: 0, count: layout.codewordCount)
        var start = 0
        for block in 0..<layout.blockCount {
            let own = layout.dataCount(ofBlock: block)
            let slice = data[start..<(start + own)]
            for position in 0..<own {
                result[layout.interleavedIndex(position: position, block: block)] = data[start + position]
            }
            let correction = encoder.correction(of: slice)
            for index in 0..<correction.count {
                result[layout.interleavedIndex(position: own + index, block: block)] = correction[index]
            }
            start += own
        }
        return result
    }
}
