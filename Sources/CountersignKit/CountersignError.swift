/// Why something did not work, in the words of ``message``.
public enum CountersignError: Error, Equatable, Sendable {
    /// How a typed device name differs from the one in the portal.
    public enum NameDifference: String, Equatable, Sendable {
        /// Only in capitals.
        case letterCase = "case"
        /// Only in spaces.
        case spaces
        /// Only in the kind of quotation marks.
        case quotes
        /// Otherwise.
        case other
    }

    /// The server's address is no origin (`https://host[:port]`).
    case invalidOrigin
    /// There was no answer; holds what the system says.
    case unreachable(String)
    /// Username or password is wrong.
    case wrongCredentials
    /// The one-time code is wrong or was used before.
    case wrongCode
    /// Too many attempts; seconds until the next one counts, if the server says.
    case tooManyAttempts(retryAfter: Int?)
    /// The server is busy or being restarted; seconds until it is worth another try, if it says.
    case temporarilyUnavailable(retryAfter: Int?)
    /// The sign-in took too long or was used already.
    case signInExpired
    /// There is no sign-in under way.
    case noPendingSignIn
    /// Nobody is signed in.
    case notSignedIn
    /// This device has no key that makes codes.
    case notRegistered
    /// The text is no pairing link.
    case notAPairingLink
    /// The QR code is for another authenticator app.
    case authenticatorAppCode
    /// The link belongs to the server at this origin.
    case linkOfAnotherServer(String)
    /// The text is no setup code.
    case notASetupCode
    /// The device name is empty, too long or has control characters.
    case invalidDeviceName
    /// The registration is unknown, used or over.
    case registrationNotFound
    /// The registration is over.
    case registrationExpired
    /// The registration is another person's.
    case wrongAccount
    /// The device name is not the one in the portal.
    case deviceNameMismatch(NameDifference)
    /// Another phone has claimed the registration.
    case alreadyClaimed
    /// The server's answer contradicts the QR code; someone may be in between.
    case contradictingAnswer
    /// The device was removed in the portal; its keys are deleted.
    case deviceRemoved
    /// Another refusal: its short name, its sentence, and a reference for the help desk.
    case refused(name: String, detail: String, reference: String?)
    /// An answer that this library does not understand.
    case unexpectedAnswer(status: Int)
    /// The key store belongs to the server at this origin.
    case keysOfAnotherServer(String)
    /// The device's keys could not be read or written.
    case keyStore(KeyStoreError)
}
