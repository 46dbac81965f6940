import Foundation

/// The server's time, known from its answers: codes and proofs are made with it, so a phone's wrong clock does
/// not matter.
struct ServerClock: Sendable {
    /// The moment on this device's clock.
    let local: @Sendable () -> Date
    /// What to add to the local time, in milliseconds; `nil` until the server has told its time.
    private(set) var offset: Int64?

    init(local: @escaping @Sendable () -> Date) {
        self.local = local
    }

    /// Milliseconds since 1970 on the server's clock, or on this device's as long as the other is unknown.
    var now: Int64 {
        milliseconds(local()) + (offset ?? 0)
    }

    /// Learns from an answer. The server's moment is taken to lie in the middle between sending and receiving.
    mutating func learn(serverTime: Int64, sent: Date, received: Date) {
        // An absurd time (beyond the year 9999) is no time.
        guard (0...253_402_300_799_000).contains(serverTime) else { return }
        offset = serverTime - (milliseconds(sent) + milliseconds(received)) / 2
    }

    private func milliseconds(_ date: Date) -> Int64 {
        Int64(date.timeIntervalSince1970 * 1000)
    }
}
