/// Tells one listener that something may have changed.
package protocol ChangeSignal: Sendable {
    /// Returns as soon as something may have changed since the last return, or since the signal
    /// was made; at once when the task is cancelled. One task waits at a time.
    func changed() async
}

extension ChangeSignal {
    /// Returns as soon as something may have changed, after `span`, or when the task is cancelled,
    /// whichever comes first.
    package func changed(atMost span: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await changed() }
            group.addTask { try? await Task.sleep(for: span) }
            await group.next()
            group.cancelAll()
        }
    }
}
