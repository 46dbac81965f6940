import AuthDomain
import Foundation

/// An e-mail in the form of RFC 5322 and MIME: a plain text and, if there is one, the same in HTML.
///
/// Everything that people chose is encoded, so no header can be added by a name, and no line by a text.
struct MailMessage: Sendable {
    /// Who an e-mail is from.
    struct Sender: Sendable, Equatable {
        /// The address; RFC 5321 `Mailbox` in ASCII.
        let address: String
        /// What readers see beside it.
        let name: String

        /// The part behind the `@`.
        var domain: String { String(address.drop { $0 != "@" }.dropFirst()) }
    }

    /// The whole message with CRLF line ends.
    let bytes: [UInt8]

    /// Writes `message`.
    ///
    /// Returns `nil` when the recipient's address is not one that an SMTP server without SMTPUTF8
    /// takes: ASCII, one `@`.
    init?(_ message: Delivery.Message, from sender: Sender) {
        guard Self.isPlainAddress(message.recipient), Self.isPlainAddress(sender.address) else { return nil }
        let boundary = "=_\(message.id.text)"
        var lines = [
            "Date: \(Self.date(message.createdAt))",
            "From: \(Self.phrase(sender.name)) <\(sender.address)>",
            "To: <\(message.recipient)>",
            "Message-ID: <\(message.id.text)@\(sender.domain)>",
            "Subject: \(Self.encodedWords(message.content.subject))",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
        ]
        if let html = message.content.html {
            lines += ["Content-Type: multipart/alternative; boundary=\"\(boundary)\"", ""]
            lines += ["--\(boundary)"] + Self.part("text/plain", message.content.text)
            lines += ["--\(boundary)"] + Self.part("text/html", html)
            lines += ["--\(boundary)--", ""]
        } else {
            lines += Self.part("text/plain", message.content.text)
        }
        bytes = Array(lines.joined(separator: "\r\n").utf8)
    }

    private static func part(_ type: String, _ text: String) -> [String] {
        ["Content-Type: \(type); charset=utf-8", "Content-Transfer-Encoding: base64", ""]
            + base64Lines(Array(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8))
            + [""]
    }

    /// Lines of 76 characters (RFC 2045 §6.8).
    private static func base64Lines(_ bytes: [UInt8]) -> [String] {
        stride(from: 0, to: bytes.count, by: 57).map { start in
            Data(bytes[start..<min(start + 57, bytes.count)]).base64EncodedString()
        }
    }

    /// A display name: quoted when that is possible, else encoded, since quotation marks and backslashes would have a
    /// meaning (RFC 5322 §3.2.4).
    static func phrase(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
        return isPlain && text.utf8.count <= 60 ? "\"\(text)\"" : encoded(text)
    }

    /// Unstructured text for a header: as it is when it is short printable ASCII, else as encoded words
    /// so short that the line with the longest header's name has at most 76 characters (RFC 2047 §2).
    static func encodedWords(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        return isPlain && text.utf8.count <= 60 && !text.contains("=?") ? text : encoded(text)
    }

    private static func encoded(_ text: String) -> String {
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if (words.last?.count ?? 0) + bytes.count > 39 { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// RFC 5322 §3.3, in UTC.
    static func date(_ instant: Instant) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let date = Date(timeIntervalSince1970: Double(instant.seconds))
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second, .weekday], from: date)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let time = [parts.hour, parts.minute, parts.second]
            .map { ($0 ?? 0) < 10 ? "0\($0 ?? 0)" : "\($0 ?? 0)" }.joined(separator: ":")
        let day = days[((parts.weekday ?? 1) - 1) % 7]
        let month = months[((parts.month ?? 1) - 1) % 12]
        return "\(day), \(parts.day ?? 1) \(month) \(parts.year ?? 1970) \(time) +0000"
    }

    /// Whether `address` may stand in angle brackets: printable ASCII without what has a meaning there.
    static func isPlainAddress(_ address: String) -> Bool {
        EmailAddress.check(address) != nil
            && address.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x3C && $0 != 0x3E }
    }
}
