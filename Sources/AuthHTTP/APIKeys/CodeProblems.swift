import AuthDomain
import HTTPTypes

/// The problems of checking codes.
enum CodeProblems {
    static let invalidRequest = Problem(
        name: "invalid-request", status: .badRequest, title: "Request not valid",
        detail: "Send a JSON object with the texts username and code, and nothing else.")
    static let unsupportedType = Problem(
        name: "unsupported-media-type", status: .unsupportedMediaType,
        title: "Content type not supported", detail: "Send application/json.")
    /// Wrong, or no such person, or disabled, or without a device: nobody outside can tell which.
    static let refused = Problem(
        name: "code-refused", status: .forbidden, title: "Code refused",
        detail: "Username or code is not right.")

    static func problem(for outcome: SignIn.CodeOutcome) -> Problem {
        switch outcome {
        case .accepted, .wrong, .noFactor:
            return refused
        case .alreadyUsed:
            return Problem(
                name: "code-already-used", status: .forbidden, title: "Code already used",
                detail: "This code was used before. Wait for the next one.")
        case .throttled(let wait):
            return Problem(
                name: "too-many-attempts", status: .tooManyRequests, title: "Too many attempts",
                detail: "Too many wrong codes. Try again in \(RetryPhrase.phrase(wait).english).",
                retryAfter: wait)
        case .disabled:
            return Problem(
                name: "codes-disabled", status: .forbidden, title: "Codes are switched off",
                detail: """
                    Codes of this person are switched off after too many wrong ones. An \
                    administrator must unlock them.
                    """)
        }
    }
}
