/// What a registered phone authenticates with its pairing key to approve one new phone.
///
/// It names the request, the new phone's own key and the number that the person compared, so that a confirmation
/// counts for exactly this phone. Its label keeps it apart from the eight bytes of a time step: no confirmation is
/// ever the base of a one-time code. See `docs/protocol.md` §12.
public struct ApprovalConfirmation: Equatable, Sendable {
    /// What ``message`` begins with; it names the protocol and its version.
    public static let label: StaticString = "countersign/approval/v1"
    /// How many fields a confirmation has.
    public static let fieldCount = 3
    /// The longest identifier of a request, in bytes.
    public static let maximumIdentifierLength = 64

    private let fields: [[UInt8]]

    /// Makes what is confirmed; `nil` when a field has not its form.
    ///
    /// - Parameters:
    ///   - approvalID: The request's identifier: 1–64 characters of ASCII.
    ///   - dpopThumbprint: RFC 7638 thumbprint of the new phone's DPoP key in base64url.
    ///   - number: The number that the person chose, two digits.
    public init?(approvalID: String, dpopThumbprint: String, number: String) {
        self.init(fields: [Array(approvalID.utf8), Array(dpopThumbprint.utf8), Array(number.utf8)])
    }

    /// Makes it of its fields as bytes, in the order of the other initializer.
    public init?(fields: [[UInt8]]) {
        guard fields.count == Self.fieldCount,
            (1...Self.maximumIdentifierLength).contains(fields[0].count),
            fields[0].allSatisfy({ (0x21...0x7E).contains($0) }),
            PairingLimits.isThumbprint(fields[1]),
            fields[2].count == 2, fields[2].allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        self.fields = fields
    }

    /// The message of the HMAC-SHA-256: the label, then each field behind its length (``LengthPrefixed``).
    public var message: [UInt8] {
        var message: [UInt8] = []
        message.append(Self.label)
        return message + LengthPrefixed.encode(fields)
    }
}
