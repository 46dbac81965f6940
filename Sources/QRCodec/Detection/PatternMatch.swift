/// Finds a pattern of square rings in the shades of a picture: a finder or an alignment pattern.
struct PatternMatch {
    /// The picture.
    let image: LuminanceImage
    /// Modules from the middle to the edge module: 2 for an alignment pattern, 3 for a finder pattern.
    let radius: Int

    /// A place and how much it looks like the pattern, −1…1.
    struct Match {
        var centre: Point
        var score: Double
    }

    /// The best match around a place.
    ///
    /// - Parameters:
    ///   - guess: where the middle should be.
    ///   - right: one module to the right, in pixels.
    ///   - down: one module down, in pixels.
    ///   - reach: how far to look, in modules, 0…6; numbers outside are brought into the range.
    /// - Returns: the place with the best score, to an eighth of a module.
    func best(around guess: Point, right: Point, down: Point, reach: Double) -> Match {
        var best = Match(centre: guess, score: -2)
        let steps = Int(min(max(reach, 0), 6) * 2)
        for j in -steps...steps {
            for i in -steps...steps {
                let dx = Double(i) / 2
                let dy = Double(j) / 2
                let centre = guess + right * dx + down * dy
                let distance = (dx * dx + dy * dy).squareRoot()
                let score = self.score(centre, right: right, down: down) - distance * 0.02
                if score > best.score { best = Match(centre: centre, score: score) }
            }
        }
        for step in [0.25, 0.125] {
            let middle = best.centre
            best.score = score(middle, right: right, down: down)
            for j in -1...1 {
                for i in -1...1 where i != 0 || j != 0 {
                    let centre = middle + right * (Double(i) * step) + down * (Double(j) * step)
                    let score = self.score(centre, right: right, down: down)
                    if score > best.score { best = Match(centre: centre, score: score) }
                }
            }
        }
        return best
    }

    /// Correlation of the shades with the pattern.
    private func score(_ centre: Point, right: Point, down: Point) -> Double {
        var sum = 0.0
        var squares = 0.0
        var lightSum = 0.0
        var light = 0.0
        let count = Double((2 * radius + 1) * (2 * radius + 1))
        for j in -radius...radius {
            let row = centre + down * Double(j)
            for i in -radius...radius {
                let shade = image.shade(at: row + right * Double(i))
                sum += shade
                squares += shade * shade
                // The light ring is the second from outside in both patterns.
                if max(abs(i), abs(j)) == radius - 1 {
                    light += 1
                    lightSum += shade
                }
            }
        }
        let variance = squares / count - sum * sum / (count * count)
        guard variance > 16 else { return -1 }
        let share = light / count
        let covariance = lightSum / count - share * sum / count
        return covariance / (variance * share * (1 - share)).squareRoot()
    }
}
