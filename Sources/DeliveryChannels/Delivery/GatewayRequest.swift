import AuthDomain
import Foundation

/// A request to a gateway for text messages: where, with which headers, and a body of JSON.
package struct GatewayRequest: Sendable, Equatable {
    /// `https://…`, or `http://` on this machine.
    package let url: String
    /// Lines `Name: value`; may hold keys.
    package let headers: [String]
    /// JSON with places for `{{to}}`, `{{text}}`, `{{sender}}` and `{{id}}` inside its texts.
    package let body: String
    package let sender: String

    /// A request as a template.
    package init(url: String, headers: [String], body: String, sender: String) {
        self.url = url
        self.headers = headers
        self.body = body
        self.sender = sender
    }

    /// Infobip's `POST /sms/3/messages`: `base` is the account's own address, e.g.
    /// `https://abc123.api.infobip.com`, `key` its API key, `sender` the number or name that texts come from.
    package static func infobip(base: String, key: String, sender: String) -> GatewayRequest {
        let slashless = base.hasSuffix("/") ? String(base.dropLast()) : base
        return GatewayRequest(
            url: slashless + "/sms/3/messages",
            headers: ["Authorization: App \(key)", "Accept: application/json"],
            body: """
                {"messages":[{"sender":"{{sender}}","destinations":[{"to":"{{to}}","messageId":"{{id}}"}],\
                "content":{"text":"{{text}}"}}]}
                """,
            sender: sender)
    }

    /// The body for `message`: every value is escaped for the inside of a JSON text (RFC 8259 §7).
    func body(for message: Delivery.Message) -> [UInt8] {
        // One pass: a placeholder in a value stays what it is.
        var filled = ""
        var rest = body[...]
        while let start = rest.firstRange(of: "{{") {
            filled += rest[..<start.lowerBound]
            let behind = rest[start.upperBound...]
            guard let end = behind.firstRange(of: "}}"),
                let value = value(of: String(behind[..<end.lowerBound]), in: message)
            else {
                filled += "{{"
                rest = behind
                continue
            }
            filled += Self.escaped(value)
            rest = behind[end.upperBound...]
        }
        return Array((filled + rest).utf8)
    }

    private func value(of name: String, in message: Delivery.Message) -> String? {
        switch name {
        // Gateways want the number without its plus, as E.164 digits.
        case "to": String(message.recipient.drop { $0 == "+" })
        case "number": message.recipient
        case "text": message.content.text
        case "sender": sender
        case "id": message.id.text
        default: nil
        }
    }

    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                escaped.append("\\")
                escaped.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029:
                let hex = String(scalar.value, radix: 16)
                escaped.append(contentsOf: "\\u".unicodeScalars)
                escaped.append(contentsOf: (String(repeating: "0", count: 4 - hex.count) + hex).unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
