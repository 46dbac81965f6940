import Crypto
import Foundation
import OTPCore

/// The key that proves which device is talking (DPoP, RFC 9449).
struct ProofKey: Sendable {
    private let key: P256.Signing.PrivateKey

    /// Makes a new key.
    init() {
        key = P256.Signing.PrivateKey(compactRepresentable: false)
    }

    /// Takes a stored key; `nil` when the bytes are none.
    init?(privateKey: Data) {
        guard let key = try? P256.Signing.PrivateKey(rawRepresentation: privateKey) else { return nil }
        self.key = key
    }

    /// The private scalar, 32 bytes; a secret.
    var privateKey: Data { key.rawRepresentation }

    /// The public key as JWK.
    var jwk: JWK {
        let point = Array(key.publicKey.rawRepresentation)
        return JWK(x: Base64URL.encode(Array(point[..<32])), y: Base64URL.encode(Array(point[32...])))
    }

    /// The `jkt` of the public key.
    var thumbprint: String { jwk.thumbprint }

    /// Signs with ES256 (RFC 7518 §3.4): r and s in 32 bytes each. `nil` when the system refuses to sign.
    func sign(_ message: [UInt8]) -> [UInt8]? {
        (try? key.signature(for: message)).map { Array($0.rawRepresentation) }
    }

    /// A public P-256 key as JWK, members named as in RFC 7517.
    struct JWK: Codable, Equatable, Sendable {
        var crv = "P-256"
        var kty = "EC"
        let x: String
        let y: String

        /// SHA-256 of the required members in their order, in base64url (RFC 7638 §3).
        var thumbprint: String {
            let members = #"{"crv":"\#(crv)","kty":"\#(kty)","x":"\#(x)","y":"\#(y)"}"#
            return Base64URL.encode(Array(SHA256.hash(data: Data(members.utf8))))
        }
    }
}
