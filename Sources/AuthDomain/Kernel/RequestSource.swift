/// Where a request came from, for audit entries and notices.
package struct RequestSource: Sendable, Equatable {
    /// The client's address, as seen directly or by a trusted proxy; at most 45 characters.
    package let address: String
    /// What the client says it is; at most 128 characters, never trusted.
    package let userAgent: String
    /// The reference shown to people and written to the log for this request.
    package let reference: String

    /// Describes a request's origin.
    package init(address: String, userAgent: String, reference: String) {
        self.address = address.bounded(to: 45)
        self.userAgent = userAgent.bounded(to: 128)
        self.reference = reference
    }

    /// A change made on the command line of the server itself.
    package static func commandLine(reference: String) -> RequestSource {
        RequestSource(address: "local", userAgent: "countersign command", reference: reference)
    }
}
