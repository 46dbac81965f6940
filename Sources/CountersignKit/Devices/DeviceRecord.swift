import Foundation

/// Everything that a device remembers about one server. Holds secrets: it belongs into a ``DeviceKeyStore`` only.
public struct DeviceRecord: Codable, Equatable, Sendable, CustomStringConvertible {
    /// A pairing and its key.
    public struct PairedDevice: Codable, Equatable, Sendable {
        /// The registration's id.
        public let registrationID: String
        /// The device's name.
        public let name: String
        /// The person's id.
        public let userID: String
        /// The pairing key, 32 bytes; a secret.
        public let key: Data
    }

    /// The server's origin.
    public let origin: String
    /// The private scalar of the DPoP key, 32 bytes; a secret.
    public let proofKey: Data
    /// The registered device, once the portal has confirmed it.
    public var device: PairedDevice?
    /// A claimed registration that is not confirmed yet.
    public var claimed: PairedDevice?
    /// The sign-in under way.
    public var pending: PendingSignIn?
    /// The refresh token of the person who is signed in; a secret.
    public var refreshToken: String?

    /// A device that knows nothing but its DPoP key.
    public init(origin: String, proofKey: Data) {
        self.origin = origin
        self.proofKey = proofKey
    }

    /// Says whose record it is, without secrets.
    public var description: String { "device record for \(origin)" }
}
