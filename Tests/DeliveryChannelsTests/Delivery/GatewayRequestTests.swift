import AuthDomain
import Foundation
import TestSupport
import Testing

@testable import DeliveryChannels

/// Requests to gateways are JSON whatever a message says.
@Suite struct GatewayRequestTests {
    private func message(_ text: String) -> Delivery.Message {
        Delivery.Message(
            id: Sample.required(Identifier("m-1")), account: Sample.id(), event: "test", channel: .sms,
            recipient: "+385911234567", content: Delivery.Content(subject: "", text: text),
            createdAt: Sample.morning, sealer: Sample.sealer)
    }

    private let infobip = GatewayRequest.infobip(
        base: "https://abc.api.infobip.com/", key: "secret", sender: "Conversations")

    @Test func infobipsRequestHasItsShape() throws {
        #expect(infobip.url == "https://abc.api.infobip.com/sms/3/messages")
        #expect(infobip.headers.contains("Authorization: App secret"))
        let body = String(decoding: infobip.body(for: message("Hi")), as: UTF8.self)
        #expect(
            body
                == #"{"messages":[{"sender":"Conversations","destinations":[{"to":"385911234567","messageId":"m-1"}],"#
                + #""content":{"text":"Hi"}}]}"#)
    }

    @Test(arguments: [
        "\"},{\"to\":\"+49\"", "back\\slash", "line\nline\r\n\ttab", "{{sender}} {{id}}", "\u{0}\u{1F}\u{2028}",
        "Grüße 📱",
        "}}{{", "\u{22}\u{301}",
    ])
    func everyTextArrivesAsItIs(_ text: String) throws {
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(infobip.body(for: message(text)))) as? [String: Any])
        let messages = try #require(object["messages"] as? [[String: Any]])
        #expect(messages.count == 1)
        let content = try #require(messages[0]["content"] as? [String: Any])
        #expect(Array((content["text"] as? String ?? "").utf8) == Array(text.utf8))
    }

    @Test func unknownPlaceholdersStayAsTheyAre() {
        let request = GatewayRequest(
            url: "https://x", headers: [], body: #"{"a":"{{other}}","b":"{{number}}"}"#, sender: "")
        #expect(
            String(decoding: request.body(for: message("")), as: UTF8.self)
                == #"{"a":"{{other}}","b":"+385911234567"}"#)
    }
}
