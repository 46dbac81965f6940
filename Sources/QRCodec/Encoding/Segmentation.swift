/// Divides a message into segments so that the bits are fewest (ISO/IEC 18004 annex J has a heuristic for it).
///
/// Shortest path over the bytes with three states, the modes. Costs are counted in sixths of a bit, so that
/// a digit (10/3 bits) and an alphanumeric character (11/2 bits) are whole numbers; a segment's cost is rounded
/// up to a bit when it ends.
enum Segmentation {
    private static let modes: [SegmentMode] = [.numeric, .alphanumeric, .byte]
    private static let unreachable = Int.max / 2

    /// The best segments of `message` in symbols whose counts are as wide as those of `version`.
    ///
    /// A message has up to 7089 bytes, as more is never encoded; a version is 1…40.
    static func segments(of message: [UInt8], version: Int) -> [Segment] {
        guard !message.isEmpty else { return [] }
        var headers = [0, 0, 0]
        for mode in 0..<3 { headers[mode] = (4 + modes[mode].countBits(version: version)) * 6 }
        // previous[3 * i + m] is the mode of byte i - 1 on the best way to byte i in mode m.
        var previous = [UInt8](repeating: 3, count: message.count * 3)
        var costs = headers
        for index in 0..<message.count {
            let steps = characterCosts(message[index])
            if index > 0 {
                var entry = costs
                for mode in 0..<3 {
                    previous[3 * index + mode] = UInt8(mode)
                    for from in 0..<3 where from != mode && costs[from] < unreachable {
                        let cost = (costs[from] + 5) / 6 * 6 + headers[mode]
                        if cost < entry[mode] {
                            entry[mode] = cost
                            previous[3 * index + mode] = UInt8(from)
                        }
                    }
                }
                costs = entry
            }
            for mode in 0..<3 {
                costs[mode] = steps[mode] == 0 || costs[mode] >= unreachable ? unreachable : costs[mode] + steps[mode]
            }
        }
        var best = 2
        for mode in 0..<2 where costs[mode] <= costs[best] { best = mode }
        return walkBack(from: best, previous: previous, count: message.count)
    }

    /// Sixths of a bit that `character` costs in each mode; 0 means that the mode lacks it.
    private static func characterCosts(_ character: UInt8) -> [Int] {
        if (0x30...0x39).contains(character) { return [20, 33, 48] }
        if AlphanumericSet.value(character) != nil { return [0, 33, 48] }
        return [0, 0, 48]
    }

    private static func walkBack(from last: Int, previous: [UInt8], count: Int) -> [Segment] {
        var segments: [Segment] = []
        var mode = last
        var end = count
        var index = count - 1
        while index >= 0 {
            let before = Int(previous[3 * index + mode])
            if before != mode {
                segments.append(Segment(mode: modes[mode], start: index, end: end))
                end = index
            }
            if before < 3 { mode = before }
            index -= 1
        }
        segments.reverse()
        return segments
    }
}
