import Foundation
import OTPCore

/// Where the server listens and how it is reached.
package struct ServerSettings: Sendable, Equatable {
    /// The public address in canonical form; `nil`: made from host and port.
    package var origin: String?
    package var host: String
    package var port: Int
    /// Files in PEM form; both or neither.
    package var certificate: String?
    package var key: String?
    package var trustedProxies: [String]
    /// Connections at one time; more wait to be accepted.
    package var connections: Int
    /// How long requests in flight may take at shutdown, in seconds.
    package var shutdownSeconds: Int

    /// Reads where the server listens.
    ///
    /// - Configuration keys:
    ///   - `server.origin` (text): the public address, `https://…`, or `http://localhost:PORT`
    ///   - `server.host` (text, default `127.0.0.1`): the address to listen on
    ///   - `server.port` (whole number, default 8080, 0…65535; 0: any free port)
    ///   - `server.tlsCertificate`, `server.tlsKey` (text): PEM files to speak TLS directly
    ///   - `server.trustedProxies` (list of addresses): whose `X-Forwarded-*` headers count
    ///   - `server.connections` (whole number, default 4096, 16…100000): at one time
    ///   - `server.shutdownSeconds` (whole number, default 20, 1…300)
    init(reader: inout SettingReader) {
        host = reader.text("server.host") ?? "127.0.0.1"
        port = reader.number("server.port", default: 8080, in: 0...65535)
        certificate = reader.text("server.tlsCertificate")
        key = reader.text("server.tlsKey")
        trustedProxies = reader.list("server.trustedProxies")
        connections = reader.number("server.connections", default: 4096, in: 16...100_000)
        shutdownSeconds = reader.number("server.shutdownSeconds", default: 20, in: 1...300)
        if (certificate == nil) != (key == nil) {
            reader.report("server.tlsCertificate", "and server.tlsKey must be set together")
        }
        for proxy in trustedProxies where !Self.isAddress(proxy) {
            reader.report("server.trustedProxies", "must be network addresses, and one is “\(proxy)”")
        }
        if let text = reader.text("server.origin") {
            origin = WebOrigin(text)?.text
            if origin == nil {
                reader.report("server.origin", "must be like https://id.example.com, without a path")
            }
        }
    }

    /// Whether `text` is an IPv4 or IPv6 address.
    private static func isAddress(_ text: String) -> Bool {
        var four = in_addr()
        var six = in6_addr()
        return inet_pton(AF_INET, text, &four) == 1 || inet_pton(AF_INET6, text, &six) == 1
    }
}
