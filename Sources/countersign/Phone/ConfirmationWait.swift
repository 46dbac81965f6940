import CountersignKit
import Foundation

/// Waiting for the portal to confirm a claimed registration, with a fresh code all the time.
struct ConfirmationWait {
    let client: CountersignClient
    let report: PhoneReport
    let deviceName: String
    /// When the registration is over at the latest; interruptions of the network are borne until then.
    let deadline: Date

    /// The time between two questions to the server.
    static let interval = Duration.seconds(2)

    /// Shows every new code and asks the server until it has decided, then tells who is signed in.
    ///
    /// - Parameter shown: The code that has been told already.
    /// - Throws: ``Failure`` when the registration was refused; ``CountersignError`` otherwise.
    func finish(shown: String? = nil) async throws {
        var shown = shown
        while true {
            var pause = Self.interval
            do {
                if try await isConfirmed() { break }
                shown = try await tellCode(unless: shown)
            } catch let error as CountersignError {
                guard let delay = Self.delay(after: error), Date() < deadline else { throw error }
                pause = delay
            }
            try await Task.sleep(for: pause)
        }
        try report.tell(try await client.me())
    }

    /// Asks the server once whether this phone is registered, and tells it then.
    func isConfirmed() async throws -> Bool {
        do {
            switch try await client.continueSignIn() {
            case .notYetConfirmed: return false
            case .rejected(let rejection): throw PhoneFailures.failure(rejection)
            case .signedIn: try tellRegistered()
            }
        } catch let error as CountersignError where error != .noPendingSignIn {
            // Confirmed, but the answer with the tokens was lost: registered all the same.
            guard try await client.registeredDeviceName() == deviceName else { throw error }
            try tellRegistered()
            throw Failure("The sign-in was not completed: \(error.message) Run “phone sign-in”.")
        }
        return true
    }

    /// Tells the code of this moment unless it is `shown`; returns it.
    func tellCode(unless shown: String? = nil) async throws -> String {
        let code = ShownCode(try await client.currentCode())
        if code.text != shown { try report.tell("code", code.fields, code.sentence) }
        return code.text
    }

    /// How long to wait before another try; `nil` when another try is no use.
    static func delay(after error: CountersignError) -> Duration? {
        switch error {
        case .unreachable: interval
        case .temporarilyUnavailable(let seconds), .tooManyAttempts(let seconds):
            .seconds(min(max(seconds ?? 2, 1), 60))
        default: nil
        }
    }

    private func tellRegistered() throws {
        try report.tell("registered", ["device_name": deviceName], "Device registered: \(deviceName)")
    }
}
