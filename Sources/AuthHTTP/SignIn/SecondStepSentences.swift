import AuthDomain
import HTTPTypes

/// What a refused code means to a person.
enum SecondStepSentences {
    static func text(for refusal: SignIn.SecondStepRefusal) -> Phrase {
        switch refusal {
        case .wrongCode:
            Phrase("That code is not right. Type the code that your phone shows now.")
        case .clockOff(let span):
            span > .zero
                ? Phrase(
                    "That code is of another time: the clock of your device is about \(RetryPhrase.phrase(minutes(span))) ahead. Let it set its time by itself, then type the next code."
                )
                : Phrase(
                    "That code is of another time: the clock of your device is about \(RetryPhrase.phrase(minutes(span))) behind. Let it set its time by itself, then type the next code."
                )
        case .codeUsed:
            Phrase("That code was used already. Wait for the next one and type it.")
        case .wrongPIN(let left):
            Phrase("That code is not right. Look at the message again. \(TriesPhrase.left(left))")
        case .pinExpired:
            Phrase("That code is not good any more. Send a new one.")
        case .pinUsed:
            Phrase("That code was used already. Send a new one.")
        case .pinExhausted:
            Phrase("That code was wrong too often, so the one we sent is not good any more. Send a new one.")
        case .wrongLongCode:
            Phrase("That code is not right, or it was used before. Compare every character.")
        case .throttled(let wait):
            Phrase("Too many wrong codes. Try again in \(RetryPhrase.phrase(wait)).")
        case .disabled:
            Phrase("Codes are switched off after too many wrong ones. Ask your administrator for help.")
        case .notOffered:
            Phrase("That way is not open to you. Try another one.")
        }
    }

    static func status(for refusal: SignIn.SecondStepRefusal) -> HTTPResponse.Status {
        if case .throttled = refusal { return .tooManyRequests }
        return .unauthorized
    }

    /// A PIN was asked for too soon.
    static func limited(_ wait: Duration) -> Phrase {
        Phrase("A new code can be sent in \(RetryPhrase.phrase(wait)).")
    }

    /// The span without its sign, in whole minutes, at least one.
    private static func minutes(_ span: Duration) -> Duration {
        let seconds = abs(span.milliseconds) / 1000
        return .seconds(max(1, (seconds + 30) / 60) * 60)
    }
}
