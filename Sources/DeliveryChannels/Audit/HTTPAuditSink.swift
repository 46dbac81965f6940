import AuthDomain
import CCurl
import Foundation

/// A system that takes audit entries as JSON lines by `POST`; what it answers with 2xx it has.
package struct HTTPAuditSink: AuditSink {
    private let url: String
    /// The header `Authorization`; secret.
    private let authorization: String?
    private let authorities: String?

    /// Posts to `url` (`https://…`, or `http://` on this machine).
    package init(url: String, authorization: String? = nil, authorities: String? = nil) {
        self.url = url
        self.authorization = authorization
        self.authorities = authorities
    }

    /// The system's host, and its port when it is not the usual one.
    package var name: String {
        let parts = URLComponents(string: url)
        return (parts?.host ?? "https") + (parts?.port.map { ":\($0)" } ?? "")
    }

    package func take(
        _ entries: [Audit.ChainedEntry], within span: Duration
    ) async -> Audit.Handover {
        let body = Array(entries.map { $0.exportLine + "\n" }.joined().utf8)
        var headers = ["Content-Type: application/x-ndjson", "Expect:"]
        if let authorization { headers.append("Authorization: \(authorization)") }
        let outcome = await CurlTransfer(
            settings: CurlHandle.https(to: url, authorities: authorities, within: span) + [
                .list(CURLOPT_HTTPHEADER, headers), .number(CURLOPT_POST, 1),
                .number(CURLOPT_POSTFIELDSIZE, body.count),
            ], upload: body
        ).run()
        // What else the answer says, and how much, is of no interest.
        let isAnswered = [CURLE_OK, CURLE_WRITE_ERROR].contains(outcome.code) && outcome.status != 0
        switch outcome.status {
        case 200...299 where isAnswered: return .taken
        case 400...499 where isAnswered && outcome.status != 401 && outcome.status != 403:
            return .refused(Delivery.Trouble("\(name) answered \(outcome.status)"))
        case _ where isAnswered: return .failed(Delivery.Trouble("\(name) answered \(outcome.status)"))
        default:
            let trouble = Delivery.Trouble("\(name): \(outcome.words)")
            return outcome.code == CURLE_OPERATION_TIMEDOUT ? .refused(trouble) : .failed(trouble)
        }
    }

    package func check() async -> Delivery.Trouble? {
        let outcome = await CurlTransfer(
            settings: CurlHandle.https(to: url, authorities: authorities, within: .seconds(15)) + [
                .number(CURLOPT_CONNECT_ONLY, 1)
            ], upload: nil
        ).run()
        return outcome.code == CURLE_OK ? nil : Delivery.Trouble("\(name): \(outcome.words)")
    }
}
