import Foundation

extension CountersignError: LocalizedError, CustomStringConvertible {
    /// One plain English sentence or two: what happened and what to do.
    public var message: String {
        switch self {
        case .invalidOrigin: "The server’s address must look like https://login.example.com."
        case .unreachable(let reason): "The server cannot be reached: \(reason)"
        case .wrongCredentials: "The username or the password is wrong."
        case .wrongCode: "The code is wrong or was used before. Wait for the next one."
        case .tooManyAttempts(let seconds): "There were too many attempts. \(Self.tryAgain(seconds))"
        case .temporarilyUnavailable(let seconds): "The server is busy. \(Self.tryAgain(seconds))"
        case .signInExpired: "This sign-in is over. Sign in again."
        case .noPendingSignIn: "There is no sign-in under way. Sign in first."
        case .notSignedIn: "Nobody is signed in. Sign in first."
        case .notRegistered: "This device is not registered. Register it first."
        case .notAPairingLink: "This is not a code for registering a device."
        case .authenticatorAppCode: "This code is for another authenticator app."
        case .linkOfAnotherServer(let origin): "This code belongs to another server, \(origin)."
        case .notASetupCode: "A setup code has ten letters and digits, like 7K3QF-9XW2M."
        case .invalidDeviceName: "A device name has 1 to 64 characters."
        case .registrationNotFound: "This code is not valid any more. Make a new QR code in the portal."
        case .registrationExpired: "This code has expired. Make a new QR code in the portal."
        case .wrongAccount: "This code belongs to another person. Sign in as the same person here and in the portal."
        case .deviceNameMismatch(let difference): Self.mismatch(difference)
        case .alreadyClaimed: "Another phone has used this code. Make a new QR code in the portal."
        case .contradictingAnswer:
            "The server’s answer does not fit the QR code. Do not go on; tell your administrator."
        case .deviceRemoved: "This device was removed. Sign in and register it again."
        case .refused(_, let detail, let reference): detail + (reference.map { " (Reference \($0))" } ?? "")
        case .unexpectedAnswer(let status): "The server gave an answer that is not understood (status \(status))."
        case .keysOfAnotherServer(let origin): "These keys belong to another server, \(origin)."
        case .keyStore(let error): error.message
        }
    }

    /// The same as ``message``.
    public var description: String { message }

    /// The same as ``message``.
    public var errorDescription: String? { message }

    private static func tryAgain(_ seconds: Int?) -> String {
        switch seconds {
        case nil: "Try again later."
        case 1?: "Try again in a second."
        case let seconds?: "Try again in \(seconds) seconds."
        }
    }

    private static func mismatch(_ difference: NameDifference) -> String {
        switch difference {
        case .letterCase: "The device name differs from the one in the portal in capital letters."
        case .spaces: "The device name differs from the one in the portal in its spaces."
        case .quotes: "The device name differs from the one in the portal in its quotation marks."
        case .other: "The device name is not the one in the portal."
        }
    }
}
