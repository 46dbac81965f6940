/// What a program shows to be let in: `csk_` and 43 base64url characters (256 random bits).
///
/// The prefix lets scanners for leaked secrets, and people, see what it is. The text is shown once
/// and kept nowhere; like ``SecretBytes`` this type has no `description`.
package struct APIKeySecret: Sendable {
    private let token: OpaqueToken

    private static let prefix = "csk_"

    /// Makes a fresh secret.
    package init(random: any Randomness, digest: any Digesting) {
        token = OpaqueToken(random: random, digest: digest)
    }

    /// Reads a secret that a client shows; of texts over 47 bytes nothing is read.
    ///
    /// - Returns: `nil` unless it is the prefix and the one text of 32 bytes.
    package init?(shown text: String, digest: any Digesting) {
        guard text.utf8.count == 47, text.utf8.starts(with: Self.prefix.utf8),
            let token = OpaqueToken(shown: String(text.dropFirst(4)), digest: digest)
        else { return nil }
        self.token = token
    }

    /// What the program gets.
    package var text: String { Self.prefix + token.text }
    /// What the server stores: 32 bytes.
    package var hash: [UInt8] { token.hash }
}
