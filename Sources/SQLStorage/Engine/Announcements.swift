import AuthDomain
import Synchronization

/// Wakes those who wait for changes under a topic, once the changes are committed.
package final class Announcements: Sendable {
    private let mailboxes = Mutex<[String: [ObjectIdentifier: Mailbox]]>([:])
    private let whenNeeded: @Sendable (Announcements) -> Void

    /// Nobody listens yet. `whenNeeded` is called at every beginning of listening.
    package init(whenNeeded: @escaping @Sendable (Announcements) -> Void = { _ in }) {
        self.whenNeeded = whenNeeded
    }

    /// A signal of `topic`, which ends with its last reference.
    package func listen(to topic: String) -> any ChangeSignal {
        let mailbox = Mailbox()
        mailboxes.withLock { $0[topic, default: [:]][ObjectIdentifier(mailbox)] = mailbox }
        whenNeeded(self)
        return Listener(topic: topic, mailbox: mailbox, announcements: self)
    }

    /// Wakes who listens to `topic`.
    package func announce(_ topic: String) {
        let found = mailboxes.withLock { $0[topic].map { Array($0.values) } ?? [] }
        for mailbox in found { mailbox.signal() }
    }

    /// Wakes everybody: nobody knows what was missed.
    package func announceAll() {
        let found = mailboxes.withLock { $0.values.flatMap(\.values) }
        for mailbox in found { mailbox.signal() }
    }

    /// How many listen.
    package var count: Int { mailboxes.withLock { $0.values.reduce(0) { $0 + $1.count } } }

    fileprivate func remove(_ mailbox: Mailbox, from topic: String) {
        mailboxes.withLock { mailboxes in
            mailboxes[topic]?[ObjectIdentifier(mailbox)] = nil
            if mailboxes[topic]?.isEmpty == true { mailboxes[topic] = nil }
        }
    }
}

/// One listener of a topic.
private final class Listener: ChangeSignal {
    private let topic: String
    private let mailbox: Mailbox
    private let announcements: Announcements

    init(topic: String, mailbox: Mailbox, announcements: Announcements) {
        self.topic = topic
        self.mailbox = mailbox
        self.announcements = announcements
    }

    deinit { announcements.remove(mailbox, from: topic) }

    func changed() async {
        await withTaskCancellationHandler {
            await mailbox.wait()
        } onCancel: {
            mailbox.wake()
        }
    }
}

/// Where a signal waits for its listener, or the listener for a signal.
private final class Mailbox: Sendable {
    private struct State {
        var isSignalled = false
        var waiter: CheckedContinuation<Void, Never>?

        mutating func takeWaiter() -> CheckedContinuation<Void, Never>? {
            defer { waiter = nil }
            return waiter
        }
    }

    private let state = Mutex(State())

    /// Wakes the listener, or leaves the signal for its next wait.
    func signal() {
        let waiter = state.withLock { state in
            state.isSignalled = state.waiter == nil
            return state.takeWaiter()
        }
        waiter?.resume()
    }

    /// Wakes the listener, if it waits.
    func wake() {
        state.withLock { $0.takeWaiter() }?.resume()
    }

    func wait() async {
        await withCheckedContinuation { waiter in
            let goesOn = state.withLock { state in
                guard !state.isSignalled, !Task.isCancelled else {
                    state.isSignalled = false
                    return true
                }
                state.waiter = waiter
                return false
            }
            if goesOn { waiter.resume() }
        }
    }
}
