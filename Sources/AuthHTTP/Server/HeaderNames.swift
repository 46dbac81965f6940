import HTTPTypes

/// Header names that the library does not list. Each is a valid token, so none is ever `nil`.
extension HTTPField.Name {
    static let forwardedFor = named("X-Forwarded-For")
    static let forwardedProto = named("X-Forwarded-Proto")
    /// RFC 9449 §4.1.
    static let dpop = named("DPoP")
    static let referrerPolicy = named("Referrer-Policy")
    static let frameOptions = named("X-Frame-Options")
    static let openerPolicy = named("Cross-Origin-Opener-Policy")
    static let resourcePolicy = named("Cross-Origin-Resource-Policy")
    /// Where a request comes from, as browsers say (W3C Fetch Metadata §2.3).
    static let secFetchSite = named("Sec-Fetch-Site")
    static let permissionsPolicy = named("Permissions-Policy")

    private static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else {
            preconditionFailure("not a header name: \(text)")
        }
        return name
    }
}
