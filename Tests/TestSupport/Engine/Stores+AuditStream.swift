import AuthDomain
import Synchronization

/// Another system for tests: keeps what it takes, and refuses when it is told to.
package final class TestSink: AuditSink {
    private struct Content {
        var taken: [Audit.ChainedEntry] = []
        var isRefusing = false
    }

    private let content = Mutex(Content())

    /// Takes everything.
    package init() {}

    package var name: String { "siem.example.com" }

    /// Everything that was taken, in order.
    package var taken: [Audit.ChainedEntry] { content.withLock { $0.taken } }

    /// From now on takes nothing, or everything.
    package func refuse(_ refuses: Bool = true) { content.withLock { $0.isRefusing = refuses } }

    /// How often each entry came.
    package var counts: [String: Int] {
        taken.reduce(into: [:]) { $0["\($1.chain) \($1.sequence)", default: 0] += 1 }
    }

    package func take(
        _ entries: [Audit.ChainedEntry], within span: Duration
    ) async -> Delivery.Trouble? {
        content.withLock { content in
            if content.isRefusing { return Delivery.Trouble("refuses") }
            content.taken += entries
            return nil
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
