import AuthDomain
import Synchronization

/// A clock that stands still until a test moves it.
package final class SettableClock: Timekeeping {
    private let moment: Mutex<Instant>

    /// Starts at ``Sample/morning``.
    package init(_ start: Instant = Sample.morning) {
        moment = Mutex(start)
    }

    package var now: Instant { moment.withLock { $0 } }

    /// Moves the clock forward.
    package func advance(by span: Duration) {
        moment.withLock { $0 = $0 + span }
    }

    /// Sets the clock.
    package func set(_ instant: Instant) {
        moment.withLock { $0 = instant }
    }
}
