import AuthDomain
import HTTPTypes
import Hummingbird

/// How long to wait, in words.
enum RetryPhrase {
    /// "30 seconds", "2 minutes", "1 hour"; rounded up.
    static func phrase(_ wait: Duration) -> Phrase {
        let seconds = max(wait.secondsRoundedUp, 1)
        if seconds < 60 { return Phrase(seconds, one: "1 second", other: "{1} seconds") }
        let minutes = (seconds + 59) / 60
        if minutes < 60 { return Phrase(minutes, one: "1 minute", other: "{1} minutes") }
        return Phrase((minutes + 59) / 60, one: "1 hour", other: "{1} hours")
    }
}

/// How many tries are left, in words.
enum TriesPhrase {
    /// "1 try left.", "4 tries left."
    static func left(_ tries: Int) -> Phrase {
        Phrase(tries, one: "1 try left.", other: "{1} tries left.")
    }
}

extension Response {
    /// Says when to come back; at least one second from now.
    mutating func setRetryAfter(_ wait: Duration) {
        headers[.retryAfter] = String(max(wait.secondsRoundedUp, 1))
    }
}
