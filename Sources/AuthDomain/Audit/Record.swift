/// What is committed together with a change: its audit entry and the messages it causes.
package struct Record: Sendable {
    /// The entry for the audit log.
    package let entry: Audit.Entry
    /// Messages for the outbox; empty when nobody needs to be told.
    package let messages: [Delivery.Message]

    /// Bundles an entry with its messages.
    package init(_ entry: Audit.Entry, messages: [Delivery.Message] = []) {
        self.entry = entry
        self.messages = messages
    }
}
