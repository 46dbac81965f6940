import AuthDomain
import Crypto
import OTPCore
import Pairing

/// Digests by swift-crypto.
package struct LibraryDigest: Digesting {
    /// Has no state.
    package init() {}

    package func sha256(_ bytes: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: bytes))
    }

    package func mac(
        _ algorithm: OTPParameters.Algorithm, key: SecretBytes, message: [UInt8]
    ) -> [UInt8] {
        key.withBytes { OTPHMAC.mac(algorithm: algorithm, key: $0, message: message) }
    }
}
