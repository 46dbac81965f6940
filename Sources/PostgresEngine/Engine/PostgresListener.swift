import AuthDomain
import CPostgreSQL
import Dispatch
import SQLStorage
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Hears what other servers announce (`LISTEN`), on a connection and a thread of its own.
///
/// Nothing depends on it but speed: after every gap all listeners are woken, and they look for
/// themselves now and then.
final class PostgresListener: Sendable {
    /// The channel of all servers of a database.
    static let channel = "countersign"

    private let address: PostgresAddress
    private let options: PostgresEngine.Options
    private let thread = DispatchQueue(label: "countersign.postgresql.listener")
    private let state = Mutex(State.idle)

    private enum State { case idle, running, closed }

    init(_ address: PostgresAddress, options: PostgresEngine.Options) {
        self.address = address
        self.options = options
    }

    /// Starts listening, unless it has started already.
    func start(for announcements: Announcements) {
        let starts = state.withLock { state in
            guard case .idle = state else { return false }
            state = .running
            return true
        }
        guard starts else { return }
        thread.async { [self, weak announcements] in
            while isRunning, let target = announcements {
                if let connection = connect() {
                    target.announceAll()
                    hear(connection, target)
                    PQfinish(connection)
                }
                if isRunning { _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(500)) }
            }
        }
    }

    /// Ends within a second.
    func close() { state.withLock { $0 = .closed } }

    private var isRunning: Bool {
        state.withLock { if case .running = $0 { true } else { false } }
    }

    private func connect() -> OpaquePointer? {
        guard let connection = address.connect(timeout: options.connectTimeout) else { return nil }
        PostgresAddress.hush(connection)
        let result = PQexec(connection, "LISTEN \(Self.channel)")
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else {
            PQfinish(connection)
            return nil
        }
        return connection
    }

    /// Passes on what is announced until the connection is gone.
    private func hear(_ connection: OpaquePointer, _ target: Announcements) {
        while isRunning {
            var descriptor = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
            guard poll(&descriptor, 1, 500) > 0 else { continue }
            guard PQconsumeInput(connection) == 1, PQstatus(connection) == CONNECTION_OK else { return }
            while let notification = PQnotifies(connection) {
                target.announce(String(cString: notification.pointee.extra))
                PQfreemem(notification)
            }
        }
    }
}
