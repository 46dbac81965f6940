/// A moment on the server's clock, in whole milliseconds since 1970-01-01T00:00:00Z.
package struct Instant: Sendable, Hashable, Comparable {
    /// Milliseconds since the Unix epoch; negative before it.
    package let milliseconds: Int64

    /// The moment `milliseconds` after the Unix epoch.
    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Whole seconds since the Unix epoch, rounded down.
    package var seconds: Int64 {
        milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    package static func + (instant: Instant, span: Duration) -> Instant {
        Instant(milliseconds: instant.milliseconds + span.milliseconds)
    }

    package static func - (instant: Instant, span: Duration) -> Instant {
        Instant(milliseconds: instant.milliseconds - span.milliseconds)
    }

    package static func - (later: Instant, earlier: Instant) -> Duration {
        .milliseconds(later.milliseconds - earlier.milliseconds)
    }
}

extension Duration {
    /// The span in milliseconds, rounded towards zero.
    package var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }

    /// The span in whole seconds, rounded up: what a `Retry-After` header says.
    package var secondsRoundedUp: Int {
        Int((milliseconds + 999) / 1000)
    }

    /// A span of whole minutes.
    package static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }

    /// A span of whole hours.
    package static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }

    /// A span of whole days of 24 hours.
    package static func days(_ count: Int) -> Duration { .seconds(count * 86400) }
}

/// Tells the time. Services take it as a value so that tests can set it.
package protocol Timekeeping: Sendable {
    /// The present moment.
    var now: Instant { get }
}
