import AuthDomain
import HTTPTypes
import Hummingbird

/// What the wizard says when something stands in the way.
enum RegistrationSentences {
    /// The name is no name.
    static let badName = Phrase("Type a name of 1 to 64 characters, for example “Maria's Pixel 8”.")

    static func text(for obstacle: RegistrationObstacle) -> Phrase {
        switch obstacle {
        case .nameTaken:
            Phrase("You already have a device with this name. Choose another name.")
        case .deviceLimit(let limit):
            Phrase("You have \(limit) devices, which is the limit. Remove one first.")
        case .frozen(let until):
            FreezeSentences.locked(until: until)
        case .confirmationNeeded:
            Phrase("Before you register your first device, confirm that it is you.")
        case .secondStepNeeded:
            Phrase("You have a registered device already. Sign in with it to add another one.")
        case .authenticatorsNotAllowed:
            Phrase("Your company does not allow other authenticator apps. Register a phone instead.")
        }
    }

    static func text(for outcome: RegistrationService.SubmitOutcome) -> Phrase {
        switch outcome {
        case .wrong(let left):
            Phrase("That code is not right. Type the code that the phone shows now. \(TriesPhrase.left(left))")
        case .wrongAlgorithm(let left):
            Phrase(
                "Your app uses another method (SHA-256 or SHA-512) than the QR code asks for. Set it to SHA-1, or use another app. \(TriesPhrase.left(left))"
            )
        case .notClaimed:
            Phrase("No phone has scanned the code yet. Scan it with the app first.")
        case .throttled(let wait):
            Phrase("Too many wrong codes. Try again in \(RetryPhrase.phrase(wait)).")
        case .obstacle(let obstacle):
            text(for: obstacle)
        case .exhausted, .over, .registered:
            Phrase("This registration is over. Start again.")
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
