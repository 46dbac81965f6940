import AuthDomain
import HTTPTypes
import Hummingbird

/// What the wizard says when something stands in the way.
enum RegistrationSentences {
    /// The name is no name.
    static let badName = "Type a name of 1 to 64 characters, for example “Maria's Pixel 8”."

    static func text(for obstacle: RegistrationObstacle) -> String {
        switch obstacle {
        case .nameTaken:
            "You already have a device with this name. Choose another name."
        case .deviceLimit(let limit):
            "You have \(limit) devices, which is the limit. Remove one first."
        }
    }

    static func text(for outcome: RegistrationService.SubmitOutcome) -> String {
        switch outcome {
        case .wrong(let left):
            """
            That code is not right. Type the code that the phone shows now. \
            \(left == 1 ? "1 try" : "\(left) tries") left.
            """
        case .notClaimed:
            "No phone has scanned the code yet. Scan it with the app first."
        case .throttled(let wait):
            "Too many wrong codes. Try again in \(RetryPhrase.text(wait))."
        case .obstacle(let obstacle):
            text(for: obstacle)
        case .exhausted, .over, .registered:
            "This registration is over. Start again."
        }
    }

    static func status(for outcome: RegistrationService.SubmitOutcome) -> HTTPResponse.Status {
        switch outcome {
        case .throttled: .tooManyRequests
        case .obstacle: .conflict
        default: .unprocessableContent
        }
    }
}
