import Crypto
import OTPCore

/// One side's ephemeral P-256 key pair for a pairing.
public struct PairingKeyPair: Sendable, CustomStringConvertible {
    let key: P256.KeyAgreement.PrivateKey

    /// Makes a new key pair from the system's randomness.
    public init() {
        key = P256.KeyAgreement.PrivateKey(compactRepresentable: false)
    }

    /// Takes a stored private key.
    ///
    /// - Parameter privateKey: The scalar in 32 bytes, big-endian, as ``privateKey`` gave it.
    /// - Throws: `invalidPrivateKey`.
    public init(privateKey: [UInt8]) throws(PairingError) {
        do {
            key = try P256.KeyAgreement.PrivateKey(rawRepresentation: privateKey)
        } catch {
            throw .invalidPrivateKey
        }
    }

    /// The private scalar in 32 bytes, big-endian. A secret: seal it before it is stored.
    public var privateKey: [UInt8] {
        Array(key.rawRepresentation)
    }

    /// The public key as compressed point, 33 bytes (SEC 1 §2.3.3).
    public var publicKey: [UInt8] {
        Array(key.publicKey.compressedRepresentation)
    }

    /// Says that this is a key pair, without its private half.
    public var description: String { "pairing key pair" }
}
