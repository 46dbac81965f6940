/// Proving who one is: password, one-time code, and the key of a registered phone.
///
/// Owns password and code checks with their throttles, portal sessions, the phone's pending
/// sign-ins and its tokens. Does not own who must present a second factor (``Policy``), how a
/// device came to exist (``Registration``), or cookies.
package enum SignIn {}

/// How much a session's holder has proved.
package enum Assurance: String, Sendable, Comparable {
    /// Password only: may register a first device, if policy asks no more, and nothing else.
    case password
    /// Password, and a code that was sent to a verified address or handed out by an administrator:
    /// more than a password, less than two factors. Changes no factor that exists.
    case confirmed
    /// Password and a second factor.
    case twoFactor

    package static func < (left: Assurance, right: Assurance) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .password: 0
        case .confirmed: 1
        case .twoFactor: 2
        }
    }
}
