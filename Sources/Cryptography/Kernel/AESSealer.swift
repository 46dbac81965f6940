import AuthDomain
import Crypto

/// Seals secrets with AES-256-GCM (NIST SP 800-38D) under the newest key of a ring.
///
/// A sealed secret is
/// `0x01 ‖ length of key id (1 byte) ‖ key id ‖ nonce (12) ‖ ciphertext ‖ tag (16)`,
/// with the UTF-8 of ``SealContext/text`` as associated data. The nonce is random: one key may
/// seal about four billion secrets before a repetition becomes likely enough to matter.
package struct AESSealer: Sealing {
    private static let version: UInt8 = 1
    private static let nonceLength = 12
    private static let tagLength = 16
    /// Most bytes of a sealed secret that is opened.
    static let maximumLength = 1024 * 1024

    private let ring: Keyring

    /// Seals under the newest key of `ring` and opens under any of them.
    package init(ring: Keyring) {
        self.ring = ring
    }

    package func seal(
        _ secret: SecretBytes, for context: SealContext
    ) throws(SealError) -> [UInt8] {
        let key = ring.current
        let box: AES.GCM.SealedBox
        do {
            box = try secret.withBytes { bytes in
                try AES.GCM.seal(
                    bytes, using: key.symmetricKey, authenticating: Array(context.text.utf8))
            }
        } catch {
            throw .refused
        }
        let id = Array(key.id.utf8)
        return [Self.version, UInt8(id.count)] + id + Array(box.nonce) + box.ciphertext + box.tag
    }

    package func open(
        _ sealed: [UInt8], for context: SealContext
    ) throws(SealError) -> SecretBytes {
        let id = try Self.keyID(of: sealed)
        guard let key = ring.key(id) else { throw .unknownKey(id: id) }
        let body = sealed.dropFirst(2 + id.utf8.count)
        do {
            let box = try AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: body.prefix(Self.nonceLength)),
                ciphertext: body.dropFirst(Self.nonceLength).dropLast(Self.tagLength),
                tag: body.suffix(Self.tagLength))
            let data = try AES.GCM.open(
                box, using: key.symmetricKey, authenticating: Array(context.text.utf8))
            return SecretBytes([UInt8](data))
        } catch {
            throw .refused
        }
    }

    /// The name of the key that `sealed` was made with, e.g. to find what a rotation must re-wrap.
    ///
    /// - Throws: ``SealError/refused`` when `sealed` does not have the format.
    package static func keyID(of sealed: [UInt8]) throws(SealError) -> String {
        guard sealed.count >= 2, sealed.count <= maximumLength, sealed[0] == version else {
            throw .refused
        }
        let length = Int(sealed[1])
        guard (1...KeyEncryptionKey.maximumIDLength).contains(length),
            sealed.count >= 2 + length + nonceLength + tagLength,
            let id = String(validating: sealed[2..<(2 + length)], as: UTF8.self)
        else { throw .refused }
        return id
    }
}

extension KeyEncryptionKey {
    fileprivate var symmetricKey: SymmetricKey {
        secret.withBytes { SymmetricKey(data: $0) }
    }
}
