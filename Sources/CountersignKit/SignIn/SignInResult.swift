import Foundation

/// How the first step of a sign-in ended.
public enum SignInResult: Equatable, Sendable {
    /// The device is known: the person is signed in.
    case signedIn(Tokens)
    /// This device must be registered before the sign-in goes on.
    case mustRegister(PendingSignIn)
    /// This device may be registered now or later; from the given date (`yyyy-mm-dd`) it must be.
    case offersRegistration(PendingSignIn, mandatoryFrom: String?)
    /// The person has another authenticator app: a code of it is needed, or a registration of this device.
    case needsOneTimeCode(PendingSignIn)
    /// A PIN was sent, if the person has an address on that channel; another one may be asked for after some seconds.
    case needsPIN(PendingSignIn, SecondStepChannel, resendIn: Int)
    /// Another phone of the person must approve this one, by choosing this number of two digits.
    case awaitsApproval(PendingSignIn, number: Int, expiresIn: Int)
    /// This device may register itself now (``CountersignClient/registerThisDevice(named:)``).
    case mayRegister(PendingSignIn)
}

/// How a PIN travels.
public enum SecondStepChannel: String, Codable, Equatable, Sendable, CaseIterable {
    case email
    case sms
}

/// A sign-in that has proved the password and waits for the second factor.
public struct PendingSignIn: Codable, Equatable, Sendable, CustomStringConvertible {
    /// The server's handle of this sign-in, bound to this device's key; a secret.
    public internal(set) var authSession: String
    /// The id of the person who is signing in.
    public let userID: String
    /// When the sign-in is over, on the server's clock.
    public internal(set) var deadline: Date
    /// What the person may do instead of what was asked for, by the names of `docs/http-api.md`; best first.
    public internal(set) var alternatives: [String]?

    /// Says that this is a sign-in under way, without its handle.
    public var description: String { "pending sign-in" }
}

/// What a signed-in app holds for calling other services.
public struct Tokens: Equatable, Sendable, CustomStringConvertible {
    /// The access token (RFC 9068), bound to this device's key; a secret.
    public let accessToken: String
    /// When the access token ends, on the server's clock.
    public let expires: Date
    /// What the token is for.
    public let scope: String

    /// Says that these are tokens, without showing them.
    public var description: String { "tokens" }
}

/// How a check for the portal's confirmation ended.
public enum Continuation: Equatable, Sendable {
    /// Why a registration ended without success.
    public enum Rejection: String, Equatable, Sendable {
        /// The person said in the portal that this is not their phone.
        case rejected
        /// The registration was over before it was confirmed.
        case expired
        /// Too many wrong codes were entered in the portal.
        case tooManyCodes = "too_many_codes"
    }

    /// The registration is complete and the person is signed in.
    case signedIn(Tokens)
    /// The code has not been submitted in the portal yet.
    case notYetConfirmed
    /// The registration ended; a new one can be claimed in the same sign-in.
    case rejected(Rejection)
}
