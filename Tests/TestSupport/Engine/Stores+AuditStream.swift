import AuthDomain
import Synchronization

/// Another system for tests: keeps what it takes, and refuses when it is told to.
package final class TestSink: AuditSink {
    private struct Content {
        var taken: [Audit.ChainedEntry] = []
        var isRefusing = false
        /// The most entries that it takes at once.
        var most = Int.max
        /// The largest batch that it took.
        var largest = 0
    }

    private let content = Mutex(Content())

    /// Takes everything.
    package init() {}

    package var name: String { "siem.example.com" }

    /// Everything that was taken, in order.
    package var taken: [Audit.ChainedEntry] { content.withLock { $0.taken } }

    /// From now on takes nothing, or everything.
    package func refuse(_ refuses: Bool = true) { content.withLock { $0.isRefusing = refuses } }

    /// Takes so many at once at most, and refuses more as too large.
    package func takeAtMost(_ count: Int) { content.withLock { $0.most = count } }

    /// The largest batch that was taken.
    package var largestBatch: Int { content.withLock { $0.largest } }

    /// How often each entry came.
    package var counts: [String: Int] {
        taken.reduce(into: [:]) { $0["\($1.chain) \($1.sequence)", default: 0] += 1 }
    }

    package func take(
        _ entries: [Audit.ChainedEntry], within span: Duration
    ) async -> Audit.Handover {
        content.withLock { content in
            if content.isRefusing { return .failed(Delivery.Trouble("refuses")) }
            if entries.count > content.most { return .refused(Delivery.Trouble("too large")) }
            content.taken += entries
            content.largest = max(content.largest, entries.count)
            return .taken
        }
    }

    package func check() async -> Delivery.Trouble? { nil }
}

extension Stores {
    /// Streams to `sink` as `holder`.
    package func streamer(
        to sink: any AuditSink, clock: SettableClock, holder: String = "one"
    ) -> Audit.Streamer {
        Audit.Streamer(
            audit: audit, checkpoints: checkpoints, store: auditStream, duties: duties, sink: sink,
            clock: clock, holder: holder)
    }
}
