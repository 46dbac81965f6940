import OTPCore

/// Gives bytes that nobody can predict.
package protocol Randomness: Sendable {
    /// `count` bytes from the system's generator.
    func bytes(_ count: Int) -> [UInt8]
}

/// Digests and message authentication codes, computed by a library.
package protocol Digesting: Sendable {
    /// SHA-256 of `bytes`, 32 bytes.
    func sha256(_ bytes: [UInt8]) -> [UInt8]

    /// HMAC of `message` under `key` with the hash of `algorithm` (RFC 2104).
    func mac(_ algorithm: OTPParameters.Algorithm, key: SecretBytes, message: [UInt8]) -> [UInt8]
}

/// The place a sealed secret belongs to; the associated data of its encryption.
///
/// A ciphertext that is moved to another row or column does not open.
package struct SealContext: Sendable, Hashable {
    /// `table|column|row id`.
    package let text: String

    /// Names the place of one secret.
    package init(table: String, column: String, row: String) {
        text = "\(table)|\(column)|\(row)"
    }
}

/// Why a sealed secret could not be made or opened.
package enum SealError: Error, Sendable {
    /// The ciphertext does not belong to this place, or was altered.
    case refused
    /// It was sealed under a key that this server does not have.
    case unknownKey(id: String)
}

/// Encrypts secrets for storage with an authenticated cipher.
package protocol Sealing: Sendable {
    /// Encrypts `secret` for `context`. The answer names its key.
    func seal(_ secret: SecretBytes, for context: SealContext) throws(SealError) -> [UInt8]

    /// Decrypts what ``seal(_:for:)`` made for the same context.
    ///
    /// - Throws: ``SealError/refused`` when altered or moved, ``SealError/unknownKey(id:)``
    ///   when the key is missing.
    func open(_ sealed: [UInt8], for context: SealContext) throws(SealError) -> SecretBytes
}

/// Why a phone's public key was refused.
package enum KeyAgreementError: Error, Sendable {
    /// Not 33 bytes of a compressed point on P-256, or the point at infinity.
    case invalidPublicKey
}

/// The server's half of the pairing protocol's key agreement (`docs/protocol.md`).
package protocol KeyAgreeing: Sendable {
    /// A fresh P-256 key pair: 32 bytes private, 33 bytes public (compressed).
    func makeKeyPair() -> (privateKey: SecretBytes, publicKey: [UInt8])

    /// The 32-byte pairing key `K`.
    func pairingKey(
        privateKey: SecretBytes,
        phonePublicKey: [UInt8],
        ticket: [UInt8],
        transcript: PairingTranscript
    ) throws(KeyAgreementError) -> SecretBytes
}
