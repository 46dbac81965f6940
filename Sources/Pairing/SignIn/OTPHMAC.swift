import Crypto
import OTPCore

/// The HMAC behind one-time codes, for the three hashes of RFC 6238 §1.2.
public enum OTPHMAC {
    /// Computes the MAC of a message.
    ///
    /// - Parameters:
    ///   - algorithm: The hash.
    ///   - key: The shared secret; any length.
    ///   - message: For one-time codes the step's ``TimeStep/message``.
    /// - Returns: 20, 32 or 64 bytes.
    public static func mac(algorithm: OTPParameters.Algorithm, key: [UInt8], message: [UInt8]) -> [UInt8] {
        let key = SymmetricKey(data: key)
        return switch algorithm {
        case .sha1: Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: key))
        case .sha256: Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
        case .sha512: Array(HMAC<SHA512>.authenticationCode(for: message, using: key))
        }
    }
}

extension OneTimeCode {
    /// Computes the TOTP of a secret at a step (RFC 6238 §4).
    ///
    /// - Parameters:
    ///   - secret: The shared secret.
    ///   - step: The step, counted in the period of `parameters`.
    ///   - parameters: Hash and number of digits.
    public init(secret: [UInt8], at step: TimeStep, parameters: OTPParameters) {
        self.init(
            mac: OTPHMAC.mac(algorithm: parameters.algorithm, key: secret, message: step.message),
            digits: parameters.digits)
    }
}

extension CodeCheck {
    /// Finds the step that a code of a secret belongs to; see `match(_:at:window:after:mac:)`.
    public static func match(
        _ candidate: OneTimeCode,
        secret: [UInt8],
        algorithm: OTPParameters.Algorithm,
        at current: TimeStep,
        window: Int = 1,
        after lastSpent: TimeStep? = nil
    ) -> TimeStep? {
        match(candidate, at: current, window: window, after: lastSpent) { step in
            OTPHMAC.mac(algorithm: algorithm, key: secret, message: step.message)
        }
    }
}
