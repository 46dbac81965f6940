import AuthDomain
import Foundation

/// The machine's clock.
struct SystemClock: Timekeeping {
    var now: Instant {
        Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }
}
