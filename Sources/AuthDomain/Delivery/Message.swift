extension Delivery {
    /// A message on its way to one address.
    package struct Message: Sendable, Equatable {
        /// Names the message everywhere: in the outbox, in an e-mail's `Message-ID`, at a gateway.
        package let id: Identifier<Message>
        package let account: Identifier<Account>
        package let kind: Kind
        /// The notice's name or the PIN's purpose.
        package let event: String
        package let channel: Channel
        /// The address on that channel.
        package let recipient: String
        package let content: Content
        /// ``content`` as it is stored; `nil` when it could not be sealed, and then no store takes it.
        package let sealed: [UInt8]?
        package let createdAt: Instant
        /// From then on nobody wants it any more, and it is not sent.
        package let expiresAt: Instant

        /// How long a notice may wait for its channel.
        package static let noticeLife = Duration.days(3)

        /// Makes a message and seals what it says.
        package init(
            id: Identifier<Message>, account: Identifier<Account>, kind: Kind = .notice, event: String,
            channel: Channel, recipient: String, content: Content, createdAt: Instant,
            expiresAt: Instant? = nil, sealer: any Sealing
        ) {
            self.init(
                id: id, account: account, kind: kind, event: event, channel: channel,
                recipient: recipient, content: content, sealed: try? content.sealed(for: id, by: sealer),
                createdAt: createdAt, expiresAt: expiresAt ?? createdAt + Self.noticeLife)
        }

        /// A message as stored.
        package init(
            id: Identifier<Message>, account: Identifier<Account>, kind: Kind, event: String,
            channel: Channel, recipient: String, content: Content, sealed: [UInt8]?, createdAt: Instant,
            expiresAt: Instant
        ) {
            self.id = id
            self.account = account
            self.kind = kind
            self.event = event
            self.channel = channel
            self.recipient = recipient
            self.content = content
            self.sealed = sealed
            self.createdAt = createdAt
            self.expiresAt = expiresAt
        }

        /// The subject of an e-mail.
        package var subject: String { content.subject }
        /// The plain text.
        package var body: String { content.text }
    }
}
