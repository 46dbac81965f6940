import OTPCore

/// A URL as DPoP compares it (RFC 9449 §4.3, RFC 3986 §6.2): scheme and host in lower case, no
/// default port, no query, no fragment.
struct TargetURL: Equatable {
    /// Longest URL that is compared, in bytes.
    static let maximumLength = 2048

    private let origin: WebOrigin
    private let path: [UInt8]

    /// Reads an absolute `http` or `https` URL without user information; else `nil`.
    init?(_ text: String) {
        let bytes = Array(text.utf8.prefix(Self.maximumLength + 1))
        guard bytes.count <= Self.maximumLength,
            let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes.count >= colon + 3,
            bytes[colon + 1] == UInt8(ascii: "/"), bytes[colon + 2] == UInt8(ascii: "/")
        else { return nil }
        let end = bytes[(colon + 3)...].firstIndex(where: Self.endsAuthority) ?? bytes.endIndex
        guard let origin = WebOrigin(utf8: bytes[..<end]) else { return nil }
        self.origin = origin
        let path = bytes[end...].prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        self.path = path.isEmpty ? [UInt8(ascii: "/")] : Array(path)
    }

    private static func endsAuthority(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }
}
