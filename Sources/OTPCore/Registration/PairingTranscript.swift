/// Everything that both sides of a pairing must agree on; the pairing key is bound to it.
///
/// One differing byte gives another key and so other digits: a relayed QR code, another person, another name or
/// a swapped key cannot go unnoticed. See `docs/protocol.md` §4.
public struct PairingTranscript: Equatable, Sendable {
    /// What ``info`` begins with; it names the protocol and its version.
    public static let label: StaticString = "countersign/pairing/v1"
    /// How many fields a transcript has.
    public static let fieldCount = 6

    /// The fields in the order of the protocol.
    private let fields: [[UInt8]]

    /// Makes a transcript; `nil` when a field does not have its size (``PairingLimits``).
    ///
    /// - Parameters:
    ///   - origin: The server's origin, in canonical form (``WebOrigin``).
    ///   - userID: The id of the person who signs in, as the server tells it.
    ///   - deviceName: The device name after NFC, otherwise exactly as typed.
    ///   - serverPublicKey: 33 bytes, compressed.
    ///   - phonePublicKey: 33 bytes, compressed.
    ///   - dpopThumbprint: RFC 7638 thumbprint of the phone's DPoP key in base64url, the `jkt` of RFC 9449.
    public init?(
        origin: String,
        userID: String,
        deviceName: String,
        serverPublicKey: [UInt8],
        phonePublicKey: [UInt8],
        dpopThumbprint: String
    ) {
        self.init(fields: [
            Array(origin.utf8), Array(userID.utf8), Array(deviceName.utf8),
            serverPublicKey, phonePublicKey, Array(dpopThumbprint.utf8),
        ])
    }

    /// Makes a transcript of its fields as bytes, in the order of the other initializer; `nil` when their number
    /// or a size is wrong, or the origin is not canonical.
    public init?(fields: [[UInt8]]) {
        guard fields.count == Self.fieldCount,
            let origin = WebOrigin(utf8: fields[0][...]), origin.utf8 == fields[0],
            !fields[1].isEmpty, fields[1].count <= PairingLimits.maximumUserIDLength,
            UTF8Text.isValid(fields[1]),
            PairingLimits.isDeviceName(fields[2]),
            PairingLimits.isPublicKey(fields[3]),
            PairingLimits.isPublicKey(fields[4]),
            PairingLimits.isThumbprint(fields[5])
        else { return nil }
        self.fields = fields
    }

    /// The `info` argument of HKDF: the label, then each field behind its length (``LengthPrefixed``).
    public var info: [UInt8] {
        var info: [UInt8] = []
        info.append(Self.label)
        return info + LengthPrefixed.encode(fields)
    }

    /// The server's public key, 33 bytes.
    public var serverPublicKey: [UInt8] { fields[3] }

    /// The phone's public key, 33 bytes.
    public var phonePublicKey: [UInt8] { fields[4] }
}
