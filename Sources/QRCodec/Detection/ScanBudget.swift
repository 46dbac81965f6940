/// How much work a search for symbols may be.
///
/// Work is counted in looks at the picture, some nanoseconds each, so that a search does the same on every machine
/// and ends without a clock; who has a clock can say by it when time is over.
public struct ScanBudget {
    /// Looks that are left.
    private(set) var work: Int
    private let isTimeOver: (() -> Bool)?
    /// Whether nothing is left.
    private(set) var isSpent = false

    /// Looks that a search of a picture of 1920 × 1080 pixels hardly ever needs.
    public static let defaultWork = 24_000_000

    /// A budget.
    ///
    /// - Parameters:
    ///   - work: looks at the picture; less than 1 allows none.
    ///   - isTimeOver: asked before each step, some hundred times in a picture; a step takes some milliseconds
    ///     at most. Once it says yes, nothing more is begun.
    public init(work: Int = ScanBudget.defaultWork, isTimeOver: (() -> Bool)? = nil) {
        self.work = work
        self.isTimeOver = isTimeOver
    }

    /// Takes `amount` for the next step; `false` if the step may not be done.
    mutating func spend(_ amount: Int) -> Bool {
        if isSpent { return false }
        work -= amount
        if work < 0 {
            isSpent = true
        } else if let isTimeOver, isTimeOver() {
            isSpent = true
        }
        return !isSpent
    }
}
