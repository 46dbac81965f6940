import OTPCore

/// The code of a paired phone: TOTP of the pairing key with ``OTPParameters/pairedPhone``.
public enum PairingCode {
    /// The six digits of a step.
    ///
    /// - Parameters:
    ///   - key: The pairing key, 32 bytes.
    ///   - step: The step of 30 seconds, of the server's time.
    /// - Returns: The code.
    public static func code(key: [UInt8], at step: TimeStep) -> OneTimeCode {
        OneTimeCode(secret: key, at: step, parameters: .pairedPhone)
    }

    /// Finds the step that an entered code belongs to; see `CodeCheck.match(_:at:window:after:mac:)`.
    public static func match(
        _ candidate: OneTimeCode,
        key: [UInt8],
        at current: TimeStep,
        window: Int = 1,
        after lastSpent: TimeStep? = nil
    ) -> TimeStep? {
        CodeCheck.match(
            candidate, secret: key, algorithm: OTPParameters.pairedPhone.algorithm,
            at: current, window: window, after: lastSpent)
    }
}
