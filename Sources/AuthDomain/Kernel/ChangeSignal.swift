/// Tells one listener that something may have changed.
package protocol ChangeSignal: Sendable {
    /// Returns as soon as something may have changed since the last return, or since the signal
    /// was made; at once when the task is cancelled. One task waits at a time.
    func changed() async
}
