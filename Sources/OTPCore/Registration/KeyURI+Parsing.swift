extension KeyURI {
    /// Reads a URI; `nil` when it is not a usable `otpauth://totp/…`.
    ///
    /// Refused are counter-based keys, repeated parameters, parameters out of their limits
    /// (``OTPParameters``), control characters and broken escapes. Unknown parameters are ignored. Without an
    /// `issuer` parameter the part of the label before the first colon is the issuer.
    ///
    /// - Parameter text: The URI; longer than ``maximumLength`` bytes is refused unread.
    public init?(parsing text: String) {
        self.init(parsingUTF8: Array(text.utf8.prefix(Self.maximumLength + 1)))
    }

    /// Reads a URI given as UTF-8; see ``init(parsing:)``.
    public init?(parsingUTF8 text: [UInt8]) {
        let start: StaticString = "otpauth://totp/"
        guard text.count <= Self.maximumLength, ASCII.hasPrefix(text[...], start) else { return nil }
        let rest = text.dropFirst(start.utf8CodeUnitCount).prefix { $0 != UInt8(ascii: "#") }
        let label = rest.prefix { $0 != UInt8(ascii: "?") }
        guard let query = Query(rest.dropFirst(label.count + 1)),
            let secret = query.secret,
            let parameters = OTPParameters(
                algorithm: query.algorithm ?? .sha1, digits: query.digits ?? 6, period: query.period ?? 30),
            let (labelIssuer, account) = Self.splitLabel(label)
        else { return nil }
        let issuer = query.issuer ?? labelIssuer
        guard issuer.count <= Self.maximumNameLength, account.count <= Self.maximumNameLength else {
            return nil
        }
        self.init(
            issuer: String(decoding: issuer, as: UTF8.self),
            account: String(decoding: account, as: UTF8.self),
            secret: secret, parameters: parameters)
    }

    /// Splits `Issuer:account`, `Issuer%3A%20account` or `account`.
    private static func splitLabel(_ label: ArraySlice<UInt8>) -> (issuer: [UInt8], account: [UInt8])? {
        guard let decoded = PercentEncoding.decode(label) else { return nil }
        guard let colon = decoded.firstIndex(of: UInt8(ascii: ":")) else { return ([], decoded) }
        let account = decoded[(colon + 1)...].drop { $0 == 0x20 }
        return (Array(decoded[..<colon]), Array(account))
    }

    /// The parameters of a URI, each at most once.
    private struct Query {
        var secret: [UInt8]?
        var issuer: [UInt8]?
        var algorithm: OTPParameters.Algorithm?
        var digits: Int?
        var period: Int?

        init?(_ text: ArraySlice<UInt8>) {
            for field in text.split(separator: UInt8(ascii: "&")) {
                let name = field.prefix { $0 != UInt8(ascii: "=") }
                guard read(name, field.dropFirst(name.count + 1)) else { return nil }
            }
        }

        /// Takes one parameter; `false` when it is known but repeated or invalid.
        private mutating func read(_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Bool {
            if ASCII.equals(name, "secret") {
                guard secret == nil, let text = PercentEncoding.decode(value),
                    let decoded = Base32.decode(utf8: text, forgiving: true),
                    KeyURI.allowedSecretLengths.contains(decoded.count)
                else { return false }
                secret = decoded
            } else if ASCII.equals(name, "issuer") {
                guard issuer == nil, let decoded = PercentEncoding.decode(value) else { return false }
                issuer = decoded
            } else if ASCII.equals(name, "algorithm") {
                guard algorithm == nil, let read = OTPParameters.Algorithm(utf8: value) else { return false }
                algorithm = read
            } else if ASCII.equals(name, "digits") {
                guard digits == nil, let read = ASCII.decimal(value) else { return false }
                digits = read
            } else if ASCII.equals(name, "period") {
                guard period == nil, let read = ASCII.decimal(value) else { return false }
                period = read
            }
            return true
        }
    }
}
