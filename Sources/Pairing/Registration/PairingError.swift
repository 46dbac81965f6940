/// Why a pairing key could not be made.
public enum PairingError: Error, Equatable, Sendable {
    /// The private key is not 32 bytes, or not a number from 1 to the order of the group.
    case invalidPrivateKey
    /// The peer's public key is not 33 bytes, not a compressed point, or not on the curve.
    case invalidPublicKey
    /// The ticket is not 16 bytes.
    case invalidTicket
    /// The two public keys of the agreement are not the two in the transcript.
    case keyNotInTranscript
}
