/// An `otpauth://totp/…` URI: the QR code that other authenticator apps scan.
///
/// Holds the secret; treat the text like one.
public struct KeyURI: Equatable, Sendable, CustomStringConvertible {
    /// The longest accepted URI, in bytes.
    public static let maximumLength = 2048
    /// How long a secret may be, in bytes. 80 bits are below RFC 4226 §4 but common in the field, so they are read.
    public static let allowedSecretLengths = 10...128
    /// The longest issuer or account that is read, in bytes of UTF-8.
    public static let maximumNameLength = 256

    /// Who issued the secret: shown above the code. May be empty.
    public let issuer: String
    /// Whose secret it is, for instance the username.
    public let account: String
    /// The shared secret.
    public let secret: [UInt8]
    /// Hash, digits and period.
    public let parameters: OTPParameters

    /// Makes a URI of its parts.
    public init(
        issuer: String, account: String, secret: [UInt8],
        parameters: OTPParameters = .authenticatorApp
    ) {
        self.issuer = issuer
        self.account = account
        self.secret = secret
        self.parameters = parameters
    }

    /// The URI as text.
    ///
    /// Algorithm, digits and period are always written. In the label, where apps take the first colon as separator
    /// even if it is escaped, colons of the issuer are left out; the `issuer` parameter keeps them.
    public var text: String {
        let colon = UInt8(ascii: ":")
        let issuerUTF8 = Array(issuer.utf8)
        let accountUTF8 = Array(account.utf8)
        let labelIssuer = issuerUTF8.filter { $0 != colon }
        var uri: [UInt8] = []
        uri.append("otpauth://totp/")
        if !labelIssuer.isEmpty || accountUTF8.contains(colon) {
            uri += PercentEncoding.encode(labelIssuer)
            uri.append(colon)
        }
        uri += PercentEncoding.encode(accountUTF8)
        uri.append("?secret=")
        uri += Array(Base32.encode(secret).utf8)
        if !issuerUTF8.isEmpty {
            uri.append("&issuer=")
            uri += PercentEncoding.encode(issuerUTF8)
        }
        uri.append("&algorithm=")
        uri += Array(parameters.algorithm.name.utf8)
        uri.append("&digits=")
        uri.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: parameters.digits))
        uri.append("&period=")
        uri += Array(String(parameters.period).utf8)
        return String(decoding: uri, as: UTF8.self)
    }

    /// Says that this is a key URI, without its secret, so that no log shows one.
    public var description: String { "key URI" }

    /// Whether both have the same parts, names compared byte for byte.
    public static func == (left: KeyURI, right: KeyURI) -> Bool {
        Array(left.issuer.utf8) == Array(right.issuer.utf8)
            && Array(left.account.utf8) == Array(right.account.utf8)
            && ConstantTime.equal(left.secret, right.secret) && left.parameters == right.parameters
    }
}
