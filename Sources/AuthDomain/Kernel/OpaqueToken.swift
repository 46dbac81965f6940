import OTPCore

/// 256 random bits that a client shows again; the server keeps only their SHA-256.
///
/// Used for portal sessions, `auth_session`, authorization codes and refresh tokens. A stolen
/// database therefore holds nothing that can be shown.
package struct OpaqueToken: Sendable {
    /// What the client gets: 43 base64url characters.
    package let text: String
    /// What the server stores: 32 bytes.
    package let hash: [UInt8]

    /// Makes a fresh token.
    package init(random: any Randomness, digest: any Digesting) {
        let bytes = random.bytes(32)
        text = Base64URL.encode(bytes)
        hash = digest.sha256(bytes)
    }

    /// Reads a token that a client shows.
    ///
    /// - Returns: `nil` unless `text` is 43 base64url characters (32 bytes).
    package init?(shown text: String, digest: any Digesting) {
        guard text.utf8.count == 43, let bytes = Base64URL.decode(text), bytes.count == 32
        else { return nil }
        self.text = text
        hash = digest.sha256(bytes)
    }
}
