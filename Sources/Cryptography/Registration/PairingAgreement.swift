import AuthDomain
import OTPCore
import Pairing

/// The server's half of the pairing (`docs/protocol.md`) on P-256 by swift-crypto.
package struct PairingAgreement: KeyAgreeing {
    /// Has no state.
    package init() {}

    package func makeKeyPair() -> (privateKey: SecretBytes, publicKey: [UInt8]) {
        let pair = PairingKeyPair()
        return (SecretBytes(pair.privateKey), pair.publicKey)
    }

    /// The pairing key.
    ///
    /// - Throws: ``KeyAgreementError/invalidPublicKey``; also when the other arguments do not
    ///   belong together (a ticket of another length, a transcript of other keys), which the
    ///   server's own data never are.
    package func pairingKey(
        privateKey: SecretBytes,
        phonePublicKey: [UInt8],
        ticket: [UInt8],
        transcript: PairingTranscript
    ) throws(KeyAgreementError) -> SecretBytes {
        do throws(PairingError) {
            let key = try PairingKey.derive(
                privateKey: privateKey.bytes, peerPublicKey: phonePublicKey, ticket: ticket,
                transcript: transcript)
            return SecretBytes(key)
        } catch {
            throw .invalidPublicKey
        }
    }
}
