import Foundation
import OTPCore
import Pairing

/// A code of this device with the time it has left.
public struct RunningCode: Equatable, Sendable {
    /// The code.
    public let code: OneTimeCode
    /// How long it is still shown, more than zero and at most 30 seconds.
    public let timeLeft: Duration
}

extension CountersignClient {
    /// The code of this moment, on the server's clock: of the registration just claimed, or of the registered device.
    ///
    /// - Throws: `notRegistered`; `unreachable` when the server's time is not known yet and cannot be asked for.
    public func currentCode() async throws(CountersignError) -> RunningCode {
        guard let record = try storedRecord(), let device = record.claimed ?? record.device else {
            throw .notRegistered
        }
        if clock.offset == nil { try await learnTime() }
        let now = clock.now
        let period = OTPParameters.pairedPhone.period
        return RunningCode(
            code: PairingCode.code(
                key: Array(device.key), at: TimeStep(unixMilliseconds: now, period: period)),
            timeLeft: .milliseconds(TimeStep.millisecondsLeft(atUnixMilliseconds: now, period: period)))
    }

    /// The name of the registered device, `nil` when there is none.
    public func registeredDeviceName() throws(CountersignError) -> String? {
        try storedRecord()?.device?.name
    }

    /// The thumbprint (`jkt`) of this device's DPoP key; makes the key the first time.
    public func proofKeyThumbprint() throws(CountersignError) -> String {
        guard let key = ProofKey(privateKey: try record().proofKey) else {
            throw .keyStore(.unusable(path: "the key store"))
        }
        return key.thumbprint
    }
}
