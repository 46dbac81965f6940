/// What the QR code of a registration holds: `<origin>/app/#pair?t=<ticket>&k=<server key>&n=<device name>`.
///
/// Ticket and key are ``Base64URL``, the name is percent-encoded UTF-8. Everything stands in the fragment, which
/// browsers never send, so no server log sees it. The link holds no secret that works by itself.
public struct PairingLink: Equatable, Sendable {
    /// The server that made the registration.
    public let origin: WebOrigin
    /// The registration's ticket, 16 bytes.
    public let ticket: [UInt8]
    /// The server's ephemeral public key, 33 bytes, compressed.
    public let serverPublicKey: [UInt8]
    /// The device name in UTF-8, exactly as it was typed in the portal.
    public let deviceNameUTF8: [UInt8]

    /// Makes a link; `nil` when the origin is none, or a field does not have its size (``PairingLimits``).
    public init?(origin: String, ticket: [UInt8], serverPublicKey: [UInt8], deviceName: String) {
        guard let origin = WebOrigin(origin) else { return nil }
        self.init(
            origin: origin, ticket: ticket, serverPublicKey: serverPublicKey,
            deviceNameUTF8: Array(deviceName.utf8))
    }

    /// Makes a link of fields as bytes; see ``init(origin:ticket:serverPublicKey:deviceName:)``.
    public init?(origin: WebOrigin, ticket: [UInt8], serverPublicKey: [UInt8], deviceNameUTF8: [UInt8]) {
        guard ticket.count == PairingLimits.ticketLength, PairingLimits.isPublicKey(serverPublicKey),
            PairingLimits.isDeviceName(deviceNameUTF8)
        else { return nil }
        self.origin = origin
        self.ticket = ticket
        self.serverPublicKey = serverPublicKey
        self.deviceNameUTF8 = deviceNameUTF8
    }

    /// The device name as text.
    public var deviceName: String {
        String(decoding: deviceNameUTF8, as: UTF8.self)
    }

    /// The link as UTF-8.
    public var utf8: [UInt8] {
        var text = origin.utf8
        text.append(Self.path)
        text.append("t=")
        text += Base64URL.encodedUTF8(ticket)
        text.append("&k=")
        text += Base64URL.encodedUTF8(serverPublicKey)
        text.append("&n=")
        text += PercentEncoding.encode(deviceNameUTF8)
        return text
    }

    /// The link as text.
    public var text: String {
        String(decoding: utf8, as: UTF8.self)
    }

    static let path: StaticString = "/app/#pair?"
}

extension [UInt8] {
    /// Appends the UTF-8 of a literal.
    mutating func append(_ literal: StaticString) {
        literal.withUTF8Buffer { self.append(contentsOf: $0) }
    }
}
