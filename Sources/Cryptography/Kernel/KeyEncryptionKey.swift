import AuthDomain
import Crypto

/// A 256-bit key that encrypts stored secrets, with the name that ciphertexts carry.
package struct KeyEncryptionKey: Sendable {
    /// Bytes of a key.
    package static let length = 32
    /// Most characters of an ``id``.
    package static let maximumIDLength = 32

    /// 1–32 characters of `A–Z a–z 0–9 . _ -`.
    package let id: String
    let secret: SecretBytes

    /// Takes a key; `nil` when it is not 32 bytes or its name has other characters or another length.
    ///
    /// When no `id` is given, one is derived from the key (``derivedID(of:)``).
    package init?(id: String? = nil, secret: SecretBytes) {
        guard secret.count == Self.length else { return nil }
        let id = id ?? Self.derivedID(of: secret)
        guard Self.isID(id) else { return nil }
        self.id = id
        self.secret = secret
    }

    /// A fresh key with the name derived from it.
    package init(random: any Randomness) {
        secret = SecretBytes(random.bytes(Self.length))
        id = Self.derivedID(of: secret)
    }

    /// 16 hexadecimal digits of a digest of the key, so that a key that comes without a name
    /// (from the environment) has the same one at every start. They say nothing about the key.
    package static func derivedID(of secret: SecretBytes) -> String {
        let digest = secret.withBytes { bytes in
            SHA256.hash(data: Array("countersign/key-id/v1".utf8) + bytes)
        }
        let digits = Array("0123456789abcdef".utf8)
        let text = digest.prefix(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    private static func isID(_ text: String) -> Bool {
        (1...maximumIDLength).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
                default: false
                }
            }
    }
}
