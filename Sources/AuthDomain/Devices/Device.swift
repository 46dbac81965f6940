import OTPCore

/// The phones and authenticators that a person has registered.
///
/// Owns their list and their removal. Does not own how they come to exist (``Registration``).
package enum Devices {}

/// A registered second factor.
package struct Device: Sendable, Equatable {
    package let id: Identifier<Device>
    package let account: Identifier<Account>
    package let kind: Kind
    /// As the person named it, in normalization form C; part of a phone's key.
    package let name: String
    /// What the device says it is, e.g. `Pixel 8`; empty when unknown.
    package let model: String
    /// JWK thumbprint of a phone's DPoP key; `nil` for another authenticator app.
    package let thumbprint: String?
    package let parameters: OTPParameters
    /// The key of its one-time codes, sealed for ``sealContext``.
    package let sealedSecret: [UInt8]
    /// The last time step that was accepted; a step at or before it never passes again.
    package let lastStep: UInt64?
    package let registeredAt: Instant
    package let lastUsedAt: Instant?
    /// By how many time steps its clock is ahead, −4…4, learned from accepted codes; 0 for a phone,
    /// which goes by the server's time.
    package let drift: Int

    /// What a factor is.
    package enum Kind: String, Sendable {
        /// A phone bound by the pairing protocol.
        case phone
        /// Another authenticator app: it answers code prompts, it is not a bound phone.
        case authenticator
    }

    /// A device as stored, or about to be.
    package init(
        id: Identifier<Device>, account: Identifier<Account>, kind: Kind, name: String,
        model: String, thumbprint: String?, parameters: OTPParameters, sealedSecret: [UInt8],
        lastStep: UInt64?, registeredAt: Instant, lastUsedAt: Instant?, drift: Int = 0
    ) {
        self.id = id
        self.account = account
        self.kind = kind
        self.name = name
        self.model = model
        self.thumbprint = thumbprint
        self.parameters = parameters
        self.sealedSecret = sealedSecret
        self.lastStep = lastStep
        self.registeredAt = registeredAt
        self.lastUsedAt = lastUsedAt
        self.drift = drift
    }

    /// Where the secret of device `id` is sealed to.
    package static func sealContext(_ id: Identifier<Device>) -> SealContext {
        SealContext(table: "devices", column: "secret", row: id.text)
    }

    /// Where this device's secret is sealed to.
    package var sealContext: SealContext { Device.sealContext(id) }
}
