import AuthDomain
import CCurl
import Foundation

/// A syslog receiver over TLS (RFC 5425), or over TCP on this machine (RFC 6587).
///
/// Syslog has no answers. Entries count as taken when the receiver's computer has acknowledged every byte and
/// the connection was still open a moment later: a receiver that was killed before it read them resets it.
package struct SyslogAuditSink: AuditSink {
    private let host: String
    private let port: Int
    private let isTLS: Bool
    private let authorities: String?
    private let origin: String

    /// Sends to `host`, as the server that people know under the host name `origin`.
    package init(host: String, port: Int, isTLS: Bool, authorities: String? = nil, origin: String) {
        self.host = host
        self.port = port
        self.isTLS = isTLS
        self.authorities = authorities
        self.origin = origin
    }

    /// The receiver's host and port.
    package var name: String { "\(host):\(port)" }

    package func take(
        _ entries: [Audit.ChainedEntry], within span: Duration
    ) async -> Audit.Handover {
        let code = await write(entries.flatMap { SyslogMessage.frame($0, host: origin) }, within: span)
        switch code {
        case CURLE_OK: return .taken
        case CURLE_OPERATION_TIMEDOUT: return .refused(trouble(code))
        default: return .failed(trouble(code))
        }
    }

    package func check() async -> Delivery.Trouble? {
        let code = await write([], within: .seconds(15))
        return code == CURLE_OK ? nil : trouble(code)
    }

    private func trouble(_ code: CURLcode) -> Delivery.Trouble { Delivery.Trouble("\(name): \(code.words)") }

    private func write(_ bytes: [UInt8], within span: Duration) async -> CURLcode {
        let bracketed = host.contains(":") ? "[\(host)]" : host
        let settings =
            CurlHandle.https(
                to: "\(isTLS ? "https" : "http")://\(bracketed):\(port)", authorities: authorities,
                within: span) + [
                .text(CURLOPT_PROXY, ""), .number(CURLOPT_CONNECT_ONLY, 1),
                // What follows is not HTTP.
                .number(CURLOPT_SSL_ENABLE_ALPN, 0),
            ]
        return await CurlStream(settings: settings, patience: span).write(bytes)
    }
}
