import CountersignKit
import Foundation
import OTPCore
import Pairing

/// A code as it is told: its digits and how long they are good for.
struct ShownCode: Equatable, Sendable {
    /// Six digits.
    let text: String
    /// Whole seconds, rounded up, 1…30.
    let secondsLeft: Int

    /// A code by the server's clock.
    init(_ running: RunningCode) {
        text = running.code.text
        secondsLeft = Int((running.timeLeft.milliseconds / 1000).rounded(.up))
    }

    /// The code of a device at a moment of this machine's clock.
    init(of device: DeviceRecord.PairedDevice, at date: Date) {
        let now = Int64(date.timeIntervalSince1970 * 1000)
        let period = OTPParameters.pairedPhone.period
        text = PairingCode.code(key: Array(device.key), at: TimeStep(unixMilliseconds: now, period: period)).text
        secondsLeft = (TimeStep.millisecondsLeft(atUnixMilliseconds: now, period: period) + 999) / 1000
    }

    /// The fields for scripts.
    var fields: [String: Any] { ["code": text, "seconds_left": secondsLeft] }

    /// The sentence for people.
    var sentence: String { "One-time code: \(text) (\(secondsLeft) s left)" }
}
