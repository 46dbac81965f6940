/// Takes blur and motion out of a symbol, as a receiver takes echoes out of a signal.
///
/// The function patterns are known, so the weights of the nine modules around each module that restore them best
/// are a matter of least squares; the same weights then restore the data.
struct Equalizer {
    /// Weights of the nine modules, row by row, and a constant.
    let weights: [Double]

    /// Learns from modules whose colour is known; `nil` if they do not determine the weights.
    ///
    /// - Parameters:
    ///   - darkness: of each module, as the picture has it.
    ///   - targets: 1 for dark, −1 for light, 0 for unknown.
    ///   - size: modules a side.
    init?(darkness: [Double], targets: [Int8], size: Int) {
        var system = LinearSystem(count: 10)
        var around = [Double](repeating: 0, count: 10)
        var count = 0.0
        for y in 0..<size {
            for x in 0..<size where targets[y * size + x] != 0 {
                Equalizer.gather(darkness, x: x, y: y, size: size, into: &around)
                system.observe(around, value: Double(targets[y * size + x]))
                count += 1
            }
        }
        // A little pull towards leaving everything as it is.
        for index in 0..<10 {
            var unit = [Double](repeating: 0, count: 10)
            unit[index] = 1
            system.observe(unit, value: index == 4 ? 1 : 0, weight: count * 0.02 + 0.1)
        }
        guard let solution = system.solved() else { return nil }
        weights = solution
    }

    /// The modules with the weights applied.
    func applied(to darkness: [Double], size: Int) -> [Double] {
        var result = darkness
        var around = [Double](repeating: 0, count: 10)
        for y in 0..<size {
            for x in 0..<size {
                Equalizer.gather(darkness, x: x, y: y, size: size, into: &around)
                var sum = 0.0
                for index in 0..<10 { sum += around[index] * weights[index] }
                result[y * size + x] = min(max(sum, -2), 2)
            }
        }
        return result
    }

    /// The nine modules around one, the quiet zone being light, and 1.
    private static func gather(_ darkness: [Double], x: Int, y: Int, size: Int, into around: inout [Double]) {
        var index = 0
        for j in (y - 1)...(y + 1) {
            for i in (x - 1)...(x + 1) {
                around[index] = j >= 0 && i >= 0 && j < size && i < size ? darkness[j * size + i] : -1
                index += 1
            }
        }
        around[9] = 1
    }
}
