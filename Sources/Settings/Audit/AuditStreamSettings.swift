import Foundation

/// Where every audit entry is sent as soon as it is written.
package struct AuditStreamSettings: Sendable, Equatable {
    /// How entries travel, by the URL's scheme.
    package enum Transport: String, Sendable, CaseIterable {
        /// JSON lines by `POST`.
        case https
        /// The same, on this machine only.
        case http
        /// RFC 5425.
        case syslogTLS = "syslog+tls"
        /// RFC 6587, on this machine only.
        case syslogTCP = "syslog+tcp"

        /// Whether nobody between here and there can read along.
        fileprivate var isProtected: Bool { self == .https || self == .syslogTLS }
        /// Whether it is syslog.
        package var isSyslog: Bool { self == .syslogTLS || self == .syslogTCP }
        fileprivate var syslogPort: Int { self == .syslogTLS ? 6514 : 601 }
    }

    package var transport: Transport
    /// The whole address, for ``Transport/https`` and ``Transport/http``.
    package var url: String
    /// Name or address, without brackets.
    package var host: String
    /// For syslog.
    package var port: Int
    /// The header `Authorization`; secret.
    package var authorization: String?
    package var caFile: String?

    /// Reads where entries are sent; `nil` when nowhere.
    ///
    /// - Configuration keys:
    ///   - `audit.stream.url` (text, secret where it has a token; or `audit.stream.urlFile`): `https://HOST/…`, `syslog+tls://HOST[:6514]`, and for this machine only
    ///     `http://…` and `syslog+tcp://HOST[:601]`
    ///   - `audit.stream.authorization` (text, secret; or `audit.stream.authorizationFile`): the value of the
    ///     header `Authorization`, for `https` and `http`
    ///   - `audit.stream.caFile` (text): a PEM file with the authorities to trust instead of the system's
    init?(reader: inout SettingReader) {
        let url = reader.secret("audit.stream.url")
        let authorization = reader.secret("audit.stream.authorization")
        let caFile = reader.text("audit.stream.caFile")
        guard let url else {
            if authorization ?? caFile != nil {
                reader.report("audit.stream.url", "is missing, so that the others have no effect")
            }
            return nil
        }
        if let caFile, !FileManager.default.isReadableFile(atPath: caFile) {
            reader.report("audit.stream.caFile", "is not a readable file: \(caFile)")
        }
        guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), let parts = URLComponents(string: url),
            let transport = parts.scheme.flatMap(Transport.init(rawValue:)),
            let host = parts.host, !host.isEmpty, parts.user == nil, parts.fragment == nil
        else {
            reader.report("audit.stream.url", "must be like https://HOST/PATH or syslog+tls://HOST:6514")
            return nil
        }
        self.transport = transport
        self.url = url
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        port = parts.port ?? transport.syslogPort
        self.authorization = authorization
        self.caFile = caFile
        report(to: &reader, hasPath: !["", "/"].contains(parts.path) || parts.query != nil)
    }

    /// Says what is wrong.
    private func report(to reader: inout SettingReader, hasPath: Bool) {
        if !transport.isProtected, !EmailSettings.isLoopback(host) {
            reader.report(
                "audit.stream.url",
                "\(transport.rawValue) is for this machine only; use \(transport.isSyslog ? "syslog+tls" : "https")")
        }
        if !(1...65535).contains(port) { reader.report("audit.stream.url", "has a port that is none") }
        if transport.isSyslog {
            if hasPath { reader.report("audit.stream.url", "has a path, which syslog knows nothing of") }
            if authorization != nil {
                reader.report("audit.stream.authorization", "is for https; syslog knows nothing of it")
            }
        }
        if authorization?.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) == false {
            reader.report("audit.stream.authorization", "must be printable ASCII")
        }
    }
}
