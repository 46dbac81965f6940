/// Decides whether a code is right, and for which step; pure, knows no store and no clock.
///
/// Spending the step is the caller's, by one conditional write: of two requests that both match here only one may
/// win there.
public enum CodeCheck {
    /// The widest window, in steps to either side; learned drift (at most 4 steps) moves `current` instead.
    public static let maximumWindow = 10

    /// Finds the step that a code belongs to, among the current one and `window` steps to either side.
    ///
    /// Every step of the window is computed and compared, also after a match and also when it is spent, so the time
    /// tells nothing about which step matched. When the same digits stand for several steps the latest is
    /// the answer: spending it spends the earlier ones too, so the same digits never pass twice.
    ///
    /// - Parameters:
    ///   - candidate: The code that was entered.
    ///   - current: The step of the present moment (shifted by the device's learned drift).
    ///   - window: Steps of tolerance to either side, 0…``maximumWindow`` (RFC 6238 §5.2).
    ///   - lastSpent: The latest step already used by this device; it and everything before it never match.
    ///   - mac: Computes the HMAC of a step's ``TimeStep/message``.
    /// - Returns: The step to spend, or `nil` when the code is wrong or used.
    public static func match(
        _ candidate: OneTimeCode,
        at current: TimeStep,
        window: Int = 1,
        after lastSpent: TimeStep? = nil,
        mac: (TimeStep) -> [UInt8]
    ) -> TimeStep? {
        precondition((0...maximumWindow).contains(window), "the window is bounded")
        var matched: TimeStep?
        for distance in -window...window {
            guard let step = current.advanced(by: distance) else { continue }
            let isRight = OneTimeCode(mac: mac(step), digits: candidate.digits.count) == candidate
            let isUnspent = lastSpent.map { $0 < step } ?? true
            matched = isRight && isUnspent ? step : matched
        }
        return matched
    }
}
