/// A link "This was not me" of one notice: single use, needs no sign-in.
package struct Repudiation: Sendable, Equatable {
    /// SHA-256 of what the link carries.
    package let tokenHash: [UInt8]
    package let account: Identifier<Account>
    /// The notice's name (``Delivery/Notice/name``).
    package let event: String
    /// What the event made, e.g. a device's identifier; goes when the event is repudiated.
    package let subject: String?
    package let createdAt: Instant
    package let expiresAt: Instant

    /// A link as stored, or about to be.
    package init(
        tokenHash: [UInt8], account: Identifier<Account>, event: String, subject: String?,
        createdAt: Instant, expiresAt: Instant
    ) {
        self.tokenHash = tokenHash
        self.account = account
        self.event = event
        self.subject = subject
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}
