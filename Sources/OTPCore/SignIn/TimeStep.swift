/// The number of a TOTP step: whole periods since 1970-01-01 00:00 UTC (RFC 6238 §4.2, T0 = 0).
public struct TimeStep: Equatable, Hashable, Comparable, Sendable {
    /// The step's number, the moving factor of the HMAC.
    public let counter: UInt64

    /// A step by its number.
    public init(counter: UInt64) {
        self.counter = counter
    }

    /// The step that a moment lies in.
    ///
    /// - Parameters:
    ///   - unixSeconds: Seconds since 1970; moments before that count as step 0.
    ///   - period: Seconds of a step, 1…86400.
    public init(unixSeconds: Int64, period: Int = 30) {
        precondition((1...86400).contains(period), "a step lasts a second to a day")
        counter = UInt64(max(0, unixSeconds)) / UInt64(period)
    }

    /// The step that a moment lies in, given in milliseconds since 1970; see ``init(unixSeconds:period:)``.
    public init(unixMilliseconds: Int64, period: Int = 30) {
        self.init(unixSeconds: max(0, unixMilliseconds) / 1000, period: period)
    }

    /// What the HMAC is computed over: the number in eight bytes, big-endian (RFC 4226 §5.1).
    public var message: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: counter >> UInt64(56 - 8 * $0)) }
    }

    /// The step `distance` steps later, or earlier when negative; `nil` where there is none.
    public func advanced(by distance: Int) -> TimeStep? {
        let (sum, overflow) =
            distance < 0
            ? counter.subtractingReportingOverflow(UInt64(distance.magnitude))
            : counter.addingReportingOverflow(UInt64(distance))
        return overflow ? nil : TimeStep(counter: sum)
    }

    /// Milliseconds until the step after a moment begins, 1…`period` × 1000.
    ///
    /// - Parameters:
    ///   - unixMilliseconds: Milliseconds since 1970; moments before that count as 1970.
    ///   - period: Seconds of a step, 1…86400.
    /// - Returns: The milliseconds that are left.
    public static func millisecondsLeft(atUnixMilliseconds unixMilliseconds: Int64, period: Int = 30) -> Int {
        precondition((1...86400).contains(period), "a step lasts a second to a day")
        // An overflow check of 64 bits would need a runtime function that WebAssembly does not have.
        let length = Int64(period) &* 1000
        return Int(length - max(0, unixMilliseconds) % length)
    }

    /// Whether the left step comes first.
    public static func < (left: TimeStep, right: TimeStep) -> Bool {
        left.counter < right.counter
    }
}
