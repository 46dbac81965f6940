/// Decides module by module what is dark, by the shades of the modules around.
struct ModuleThreshold {
    /// Modules on each side that have a say.
    private static let radius = 5

    /// Darkness of each module: 1 is as dark as the dark modules around, −1 as light as the light ones.
    static func darkness(_ sampler: ModuleSampler) -> [Double] {
        let size = sampler.size
        let shades = sampler.shades
        let ones = [Double](repeating: 1, count: shades.count)
        let counts = windowSums(ones, size: size)
        let sums = windowSums(shades, size: size)
        // Means of the two sides of the local mean.
        var dark = [Double](repeating: 0, count: shades.count)
        var darkShades = dark
        for index in 0..<shades.count where shades[index] * counts[index] < sums[index] {
            dark[index] = 1
            darkShades[index] = shades[index]
        }
        let darkCounts = windowSums(dark, size: size)
        let darkSums = windowSums(darkShades, size: size)
        var result = [Double](repeating: 0, count: shades.count)
        for index in 0..<shades.count {
            let darkMean = darkSums[index] / max(darkCounts[index], 1)
            let lightMean = (sums[index] - darkSums[index]) / max(counts[index] - darkCounts[index], 1)
            let half = max((lightMean - darkMean) / 2, 1)
            let value = ((lightMean + darkMean) / 2 - shades[index]) / half
            result[index] = min(max(value, -2), 2)
        }
        return result
    }

    /// Sums over the window around each module, cut at the edges.
    private static func windowSums(_ values: [Double], size: Int) -> [Double] {
        var across = values
        for row in 0..<size {
            var sum = 0.0
            for column in -radius..<size {
                if column + radius < size { sum += values[row * size + column + radius] }
                if column - radius - 1 >= 0 { sum -= values[row * size + column - radius - 1] }
                if column >= 0 { across[row * size + column] = sum }
            }
        }
        var result = across
        for column in 0..<size {
            var sum = 0.0
            for row in -radius..<size {
                if row + radius < size { sum += across[(row + radius) * size + column] }
                if row - radius - 1 >= 0 { sum -= across[(row - radius - 1) * size + column] }
                if row >= 0 { result[row * size + column] = sum }
            }
        }
        return result
    }
}

extension SoftMatrix {
    /// Modules from their darkness, 1 being as dark and −1 as light as can be expected.
    init(size: Int, darkness: [Double]) {
        var values = [Int16](repeating: 0, count: darkness.count)
        for index in 0..<values.count {
            values[index] = Int16(min(max(darkness[index] * 100, -128), 128))
        }
        self.init(size: size, values: values)
    }
}
