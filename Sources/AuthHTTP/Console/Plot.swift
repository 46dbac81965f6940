import AuthDomain

/// The area inside a chart's axes, in the units of its picture (720 × 260).
enum Plot {
    static let left = 72
    static let right = 708
    static let top = 16
    static let bottom = 212

    /// The horizontal place of `moment` between the ends of `span`.
    static func x(_ moment: Instant, in span: ClosedRange<Instant>) -> Int {
        let whole = max(1, span.upperBound.milliseconds - span.lowerBound.milliseconds)
        let part = min(max(0, moment.milliseconds - span.lowerBound.milliseconds), whole)
        // In doubles: the product of two spans of years would not overflow, but nothing here needs to be exact.
        return left + Int((Double(right - left) * Double(part) / Double(whole)).rounded())
    }

    /// The height of `value` above the axis, where `most` fills the area.
    static func height(_ value: Int, of most: Int) -> Int {
        let share = Double(min(max(0, value), max(1, most))) / Double(max(1, most))
        return Int((Double(bottom - top) * share).rounded())
    }

    /// The smallest of 2, 4, 10, 20, 40 … that is not below `value`.
    static func ceiling(_ value: Int) -> Int {
        var unit = 1
        while unit <= Int.max / 10 {
            for step in [2, 4, 10] where unit * step >= value { return unit * step }
            unit *= 10
        }
        return value
    }

    /// A line across the area, with what it stands for.
    struct Line: Sendable {
        var y: Int
        var label: String
    }

    /// A mark on the lower axis.
    struct Tick: Sendable {
        var x: Int
        var label: String
        /// Where the text stands beside its place: `start`, `middle` or `end`.
        var anchor = "middle"
    }
}
