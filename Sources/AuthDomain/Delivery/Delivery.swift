/// Telling people what happened to their account.
///
/// Owns notices, messages and the outbox. Does not own addresses (``Accounts``) nor when a
/// notice is due: the slice that makes a change puts its notice into the same transaction.
package enum Delivery {}

extension Delivery {
    /// Something a person must be told (NIST SP 800-63B-4 §4.6).
    package enum Notice: Sendable, Equatable {
        case deviceRegistered(name: String, model: String)
        case deviceRemoved(name: String)
        case authenticatorRegistered(name: String)
        case passwordReset

        /// The template's base name.
        package var name: String {
            switch self {
            case .deviceRegistered: "device-registered"
            case .deviceRemoved: "device-removed"
            case .authenticatorRegistered: "authenticator-registered"
            case .passwordReset: "password-reset"
            }
        }
    }

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

    /// How a message travels.
    package enum Channel: String, Sendable {
        case email
        case sms
    }
}

/// Writes the text of a notice.
package protocol NoticeComposing: Sendable {
    /// The messages for `account`: one per verified address, none when there is no address.
    func compose(
        _ notice: Delivery.Notice, for account: Account, at: Instant, source: RequestSource
    ) -> [Delivery.Message]
}

/// Reads the outbox.
package protocol OutboxStore: Sendable {
    /// The newest messages, newest first.
    func newest(limit: Int) async throws(StoreError) -> [Delivery.Message]
}
