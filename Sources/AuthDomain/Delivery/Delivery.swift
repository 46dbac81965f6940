/// Telling people what happened to their account.
///
/// Owns notices, messages and the outbox. Does not own addresses (``Accounts``) nor when a
/// notice is due: the slice that makes a change puts its notice into the same transaction.
package enum Delivery {}

extension Delivery {
    /// A message as it will be sent.
    package struct Message: Sendable, Equatable {
        package let id: Identifier<Message>
        package let account: Identifier<Account>
        package let channel: Channel
        /// The address on that channel.
        package let recipient: String
        package let subject: String
        package let body: String
        package let createdAt: Instant

        /// Makes a message.
        package init(
            id: Identifier<Message>, account: Identifier<Account>, channel: Channel,
            recipient: String, subject: String, body: String, createdAt: Instant
        ) {
            self.id = id
            self.account = account
            self.channel = channel
            self.recipient = recipient
            self.subject = subject
            self.body = body
            self.createdAt = createdAt
        }
    }

    /// A PIN that is to be sent.
    package struct PINText: Sendable {
        /// Six digits.
        package let digits: String
        package let purpose: SignIn.PINPurpose
        package let channel: Channel
        package let recipient: String
        package let expiresAt: Instant

        /// A PIN for `recipient`, of no use from `expiresAt` on.
        package init(
            digits: String, purpose: SignIn.PINPurpose, channel: Channel, recipient: String,
            expiresAt: Instant
        ) {
            self.digits = digits
            self.purpose = purpose
            self.channel = channel
            self.recipient = recipient
            self.expiresAt = expiresAt
        }
    }

    /// How a message travels.
    package enum Channel: String, Sendable, CaseIterable {
        case email
        case sms
    }
}

/// Writes the text of a notice.
package protocol NoticeComposing: Sendable {
    /// What tells `account`: a message per verified address, none when there is no address.
    func compose(
        _ notice: Delivery.Notice, for account: Account, at: Instant, source: RequestSource
    ) -> Delivery.Notification

    /// The message that carries a PIN to `recipient`, which may be an address not yet the account's.
    func compose(
        _ pin: Delivery.PINText, for account: Account, at: Instant, source: RequestSource
    ) -> Delivery.Message
}

/// Reads the outbox.
package protocol OutboxStore: Sendable {
    /// The newest messages, newest first.
    func newest(limit: Int) async throws(StoreError) -> [Delivery.Message]
}
