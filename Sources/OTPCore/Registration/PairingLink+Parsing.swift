extension PairingLink {
    /// What a scanned or opened text turns out to be.
    public enum Reading: Equatable, Sendable {
        /// A pairing link of the expected server.
        case pairing(PairingLink)
        /// A pairing link of another server, whose origin this is.
        case otherOrigin(WebOrigin)
        /// An `otpauth:` URI: a code for another authenticator app.
        case authenticatorApp
        /// Anything else: other text, another page, or a damaged link.
        case unknown
    }

    /// Reads a pairing link; `nil` for anything else.
    ///
    /// - Parameter text: The link; longer than ``PairingLimits/maximumLinkLength`` bytes is refused unread.
    public init?(parsing text: String) {
        self.init(parsingUTF8: Array(text.utf8.prefix(PairingLimits.maximumLinkLength + 1)))
    }

    /// Reads a pairing link given as UTF-8; see ``init(parsing:)``.
    ///
    /// Parameters may stand in any order; unknown ones are ignored; one that is missing, repeated or of the wrong
    /// size refuses the link.
    public init?(parsingUTF8 text: [UInt8]) {
        guard text.count <= PairingLimits.maximumLinkLength,
            let (origin, query) = Self.split(text)
        else { return nil }
        var ticket: [UInt8]?
        var serverPublicKey: [UInt8]?
        var deviceName: [UInt8]?
        for field in query.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true) {
            guard let name = field.first, field.dropFirst().first == UInt8(ascii: "=") else { continue }
            let value = field.dropFirst(2)
            switch name {
            case UInt8(ascii: "t"):
                guard ticket == nil, let decoded = Base64URL.decode(utf8: Array(value)) else { return nil }
                ticket = decoded
            case UInt8(ascii: "k"):
                guard serverPublicKey == nil, let decoded = Base64URL.decode(utf8: Array(value)) else {
                    return nil
                }
                serverPublicKey = decoded
            case UInt8(ascii: "n"):
                guard deviceName == nil, let decoded = PercentEncoding.decode(value) else { return nil }
                deviceName = decoded
            default: continue
            }
        }
        guard let ticket, let serverPublicKey, let deviceName else { return nil }
        self.init(
            origin: origin, ticket: ticket, serverPublicKey: serverPublicKey, deviceNameUTF8: deviceName)
    }

    /// Says what a text is, for a phone that belongs to the server at `expected`.
    ///
    /// A link whose origin differs is never a pairing: its key would be another server's. Without an expected origin
    /// every link is another server's.
    public static func read(_ text: [UInt8], expecting expected: WebOrigin?) -> Reading {
        if ASCII.hasPrefix(text[...], "otpauth:") || ASCII.hasPrefix(text[...], "otpauth-migration:") {
            return .authenticatorApp
        }
        guard let link = PairingLink(parsingUTF8: text) else { return .unknown }
        return link.origin == expected ? .pairing(link) : .otherOrigin(link.origin)
    }

    /// Splits `<origin>/app/#pair?<query>`.
    private static func split(_ text: [UInt8]) -> (WebOrigin, ArraySlice<UInt8>)? {
        guard let hash = text.firstIndex(of: UInt8(ascii: "#")), hash >= 5 else { return nil }
        // The path before the hash and the kind of fragment behind it are fixed.
        let pathStart = hash - 5
        let marker = text[pathStart...]
        let matches = path.withUTF8Buffer { marker.starts(with: $0) }
        guard matches, let origin = WebOrigin(utf8: text[..<pathStart]) else { return nil }
        return (origin, marker.dropFirst(path.utf8CodeUnitCount))
    }
}
