/// Telling people what happened to their account, and sending them their PINs.
///
/// Owns notices, messages, the outbox and how it is emptied. Does not own addresses (``Accounts``) nor
/// when a notice is due: the slice that makes a change puts its notice into the same transaction.
package enum Delivery {}

extension Delivery {
    /// The topic under which a server hears that a message entered the outbox.
    package static let topic = "outbox"

    /// How a message travels.
    package enum Channel: String, Sendable, CaseIterable {
        case email
        case sms
    }

    /// What a message is; stored names never change their meaning.
    package enum Kind: String, Sendable, CaseIterable {
        /// Tells of a change; may arrive days later.
        case notice
        /// Carries a one-time PIN; of no use after minutes, and sent before any notice.
        case pin
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
}
