import AuthDomain
import Foundation

/// An audit entry as a syslog message (RFC 5424) in its frame (RFC 6587 §3.4.1).
enum SyslogMessage {
    /// "log audit" (RFC 5424 §6.2.1).
    private static let facility = 13
    private static let warning = 4
    private static let informational = 6

    /// `LENGTH <PRI>1 TIME HOST countersign - ACTION - JSON`, where JSON is the entry as exports write it.
    static func frame(_ entry: Audit.ChainedEntry, host: String) -> [UInt8] {
        let fields = entry.fields
        let isRefusal = fields.action.hasSuffix("refused") || fields.action.hasSuffix("reused")
        let priority = facility * 8 + (isRefusal ? warning : informational)
        let header = [
            "<\(priority)>1", time(fields.at), word(host, atMost: 255), "countersign", "-",
            word(fields.action, atMost: 32), "-",
        ]
        let message = Array("\(header.joined(separator: " ")) \(entry.exportLine)".utf8)
        return Array("\(message.count) ".utf8) + message
    }

    private static func time(_ instant: Instant) -> String {
        let (seconds, rest) = instant.milliseconds.quotientAndRemainder(dividingBy: 1000)
        let whole = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
        let digits = String(max(rest, 0))
        return whole.dropLast() + "." + String(repeating: "0", count: 3 - digits.count) + digits + "Z"
    }

    /// Printable ASCII without spaces, as header fields want it; `-` for nothing.
    private static func word(_ text: String, atMost length: Int) -> String {
        let bytes = text.utf8.filter { (0x21...0x7E).contains($0) }.prefix(length)
        return bytes.isEmpty ? "-" : String(decoding: bytes, as: UTF8.self)
    }
}
