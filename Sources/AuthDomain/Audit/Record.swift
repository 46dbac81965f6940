/// What is committed together with a change: its audit entry and the messages it causes.
package struct Record: Sendable {
    /// The entry for the audit log.
    package let entry: Audit.Entry
    /// Messages for the outbox; empty when nobody needs to be told.
    package let messages: [Delivery.Message]
    /// The links "This was not me" in those messages.
    package let repudiations: [Repudiation]

    /// Bundles an entry with what tells people of it.
    package init(_ entry: Audit.Entry, telling notifications: Delivery.Notification...) {
        self.init(entry, telling: notifications)
    }

    /// Bundles an entry with what tells several people of it.
    package init(_ entry: Audit.Entry, telling notifications: [Delivery.Notification]) {
        self.entry = entry
        messages = notifications.flatMap(\.messages)
        repudiations = notifications.compactMap(\.repudiation)
    }
}
