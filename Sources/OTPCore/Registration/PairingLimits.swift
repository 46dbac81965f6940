/// The sizes of what pairing exchanges, in bytes; see `docs/protocol.md`.
public enum PairingLimits {
    /// A ticket: 128 random bits.
    public static let ticketLength = 16
    /// A P-256 public key as compressed point (SEC 1 §2.3.3).
    public static let publicKeyLength = 33
    /// The digest behind an RFC 7638 thumbprint: SHA-256.
    public static let thumbprintDigestLength = 32
    /// A device name in UTF-8; room for 64 Unicode scalars.
    public static let maximumDeviceNameLength = 256
    /// A user id in UTF-8.
    public static let maximumUserIDLength = 128
    /// A whole pairing link.
    public static let maximumLinkLength = 2048

    /// Whether bytes can be a device name: 1…``maximumDeviceNameLength`` bytes of UTF-8 without control characters.
    public static func isDeviceName(_ utf8: [UInt8]) -> Bool {
        !utf8.isEmpty && utf8.count <= maximumDeviceNameLength && UTF8Text.isValid(utf8)
            && !utf8.contains(where: ASCII.isControl)
    }

    /// Whether bytes have the form of a compressed P-256 point; whether it lies on the curve is checked where
    /// it is used.
    public static func isPublicKey(_ bytes: [UInt8]) -> Bool {
        bytes.count == publicKeyLength && (bytes[0] == 2 || bytes[0] == 3)
    }

    /// Whether bytes are a thumbprint as text: 43 characters of base64url that stand for a SHA-256 digest.
    public static func isThumbprint(_ utf8: [UInt8]) -> Bool {
        utf8.count == 43 && Base64URL.decode(utf8: utf8)?.count == thumbprintDigestLength
    }
}
