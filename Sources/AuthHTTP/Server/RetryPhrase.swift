import AuthDomain
import HTTPTypes
import Hummingbird

/// How long to wait, in words.
enum RetryPhrase {
    /// "30 seconds", "2 minutes", "1 hour"; rounded up.
    static func text(_ wait: Duration) -> String {
        let seconds = max(wait.secondsRoundedUp, 1)
        if seconds < 60 { return seconds == 1 ? "1 second" : "\(seconds) seconds" }
        let minutes = (seconds + 59) / 60
        if minutes < 60 { return minutes == 1 ? "1 minute" : "\(minutes) minutes" }
        let hours = (minutes + 59) / 60
        return hours == 1 ? "1 hour" : "\(hours) hours"
    }
}

extension Response {
    /// Says when to come back; at least one second from now.
    mutating func setRetryAfter(_ wait: Duration) {
        headers[.retryAfter] = String(max(wait.secondsRoundedUp, 1))
    }
}
