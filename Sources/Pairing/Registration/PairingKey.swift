import Crypto
import OTPCore

/// The key `K` that a phone and the server agree on (`docs/protocol.md` §5).
public enum PairingKey {
    /// The length of the key in bytes.
    public static let length = 32

    /// Derives the key; both sides get the same one from their own private and the other's public key.
    ///
    /// `Z` is the x-coordinate of the shared point (SEC 1 §3.3.1), `K` is
    /// `HKDF-SHA256(ikm: Z, salt: SHA-256(ticket), info: transcript, 32 bytes)` (RFC 5869).
    ///
    /// - Parameters:
    ///   - privateKey: This side's private scalar, 32 bytes.
    ///   - peerPublicKey: The other side's compressed public key, 33 bytes.
    ///   - ticket: The registration's ticket, 16 bytes.
    ///   - transcript: What both sides agree on; it must name both public keys.
    /// - Returns: 32 secret bytes.
    /// - Throws: `invalidPrivateKey`, `invalidPublicKey`, `invalidTicket` or `keyNotInTranscript`.
    public static func derive(
        privateKey: [UInt8],
        peerPublicKey: [UInt8],
        ticket: [UInt8],
        transcript: PairingTranscript
    ) throws(PairingError) -> [UInt8] {
        let own = try PairingKeyPair(privateKey: privateKey)
        let peer = try publicKey(peerPublicKey)
        guard ticket.count == PairingLimits.ticketLength else { throw .invalidTicket }
        let named = (transcript.serverPublicKey, transcript.phonePublicKey)
        let isServer = named == (own.publicKey, peerPublicKey)
        let isPhone = named == (peerPublicKey, own.publicKey)
        guard isServer || isPhone else { throw .keyNotInTranscript }
        let shared: SharedSecret
        do {
            shared = try own.key.sharedSecretFromKeyAgreement(with: peer)
        } catch {
            throw .invalidPublicKey
        }
        let key = shared.hkdfDerivedSymmetricKey(
            using: SHA256.self,
            salt: Array(SHA256.hash(data: ticket)),
            sharedInfo: transcript.info,
            outputByteCount: length)
        return key.withUnsafeBytes { Array($0) }
    }

    /// Whether bytes are a compressed point on the curve. The only encoding that the protocol accepts.
    public static func isPublicKey(_ bytes: [UInt8]) -> Bool {
        (try? publicKey(bytes)) != nil
    }

    private static func publicKey(_ bytes: [UInt8]) throws(PairingError) -> P256.KeyAgreement.PublicKey {
        guard PairingLimits.isPublicKey(bytes) else { throw .invalidPublicKey }
        do {
            return try P256.KeyAgreement.PublicKey(compressedRepresentation: bytes)
        } catch {
            throw .invalidPublicKey
        }
    }
}
