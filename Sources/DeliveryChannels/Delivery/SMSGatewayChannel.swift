import AuthDomain
import CCurl
import Foundation

/// Text messages through a gateway that takes JSON over HTTPS, by libcurl.
package struct SMSGatewayChannel: DeliveryChannel {
    private let request: GatewayRequest
    /// A PEM file with the authorities to trust; `nil`: the system's.
    private let authorities: String?
    private let readsInfobip: Bool

    /// Sends by `request`; with `readsInfobip`, an answer 2xx is looked into for a refusal, as Infobip
    /// writes it.
    package init(_ request: GatewayRequest, authorities: String? = nil, readsInfobip: Bool = false) {
        self.request = request
        self.authorities = authorities
        self.readsInfobip = readsInfobip
    }

    /// Text messages.
    package var channel: Delivery.Channel { .sms }

    /// The gateway's host.
    package var name: String { URLComponents(string: request.url)?.host ?? "gateway" }

    package func deliver(_ message: Delivery.Message, within span: Duration) async -> Delivery.Verdict {
        let body = request.body(for: message)
        let outcome = await CurlTransfer(
            settings: connection(within: span) + [
                .list(CURLOPT_HTTPHEADER, request.headers + ["Content-Type: application/json", "Expect:"]),
                .number(CURLOPT_POST, 1), .number(CURLOPT_POSTFIELDSIZE, body.count),
            ], upload: body
        ).run()
        return GatewayVerdict.of(outcome, name: name, readsInfobip: readsInfobip)
    }

    /// Reaches the gateway's host and checks its certificate; keys are not tried, for that would send.
    package func check() async -> Delivery.Verdict {
        let outcome = await CurlTransfer(
            settings: connection(within: .seconds(15)) + [.number(CURLOPT_CONNECT_ONLY, 1)], upload: nil
        ).run()
        return outcome.code == CURLE_OK
            ? .accepted(by: name)
            : GatewayVerdict.of(outcome, name: name, readsInfobip: false)
    }

    private func connection(within span: Duration) -> [CurlHandle.Setting] {
        CurlHandle.https(to: request.url, authorities: authorities, within: span)
    }
}

/// What a gateway's answer means for the message.
enum GatewayVerdict {
    static func of(
        _ outcome: CurlTransfer.Outcome, name: String, readsInfobip: Bool
    ) -> Delivery.Verdict {
        guard outcome.code == CURLE_OK else {
            return .refusedForNow(Delivery.Trouble("\(name): \(outcome.words)"))
        }
        let trouble = Delivery.Trouble("\(name) answered \(outcome.status)")
        switch outcome.status {
        case 200...299:
            if readsInfobip, let group = infobipGroup(outcome.body), refusingGroups.contains(group) {
                return .refusedForGood(Delivery.Trouble("\(name) refused the message (\(group))"))
            }
            return .accepted(by: name)
        // The gateway understood, and this message is wrong: a number that does not exist.
        case 400, 413, 422: return .refusedForGood(trouble)
        // Keys, credit, load and outages are the operator's or the gateway's.
        default: return .refusedForNow(trouble)
        }
    }

    /// Groups of status by which Infobip says that it does not send.
    private static let refusingGroups: Set<String> = ["REJECTED", "UNDELIVERABLE", "EXPIRED"]

    /// The group of status of the first message in Infobip's answer.
    private static func infobipGroup(_ body: [UInt8]) -> String? {
        guard
            let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any],
            let messages = object["messages"] as? [[String: Any]],
            let status = messages.first?["status"] as? [String: Any],
            let group = status["groupName"] as? String
        else { return nil }
        return refusingGroups.contains(group) ? group : nil
    }
}
