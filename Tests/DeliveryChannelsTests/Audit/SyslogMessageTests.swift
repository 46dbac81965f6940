import AuthDomain
import Testing
import TestSupport

@testable import DeliveryChannels

/// Entries are syslog messages that every receiver can cut apart.
@Suite struct SyslogMessageTests {
    private func frame(_ action: String, userAgent: String = "Test/1.0", host: String = "id.example.com") -> String {
        let fields = Audit.StoredFields(
            at: Sample.morning + .milliseconds(7), actor: "person", action: action, subject: "",
            details: "reason=used", address: "192.0.2.7", userAgent: userAgent, reference: "T-1")
        let entry = Audit.ChainedEntry(
            chain: "deployment", sequence: 3, fields: fields, previousHash: Audit.genesisHash,
            hash: Audit.genesisHash)
        return String(decoding: SyslogMessage.frame(entry, host: host), as: UTF8.self)
    }

    /// The message behind its length, which is the number of its bytes.
    private func message(_ frame: String) throws -> String {
        let parts = frame.split(separator: " ", maxSplits: 1)
        let length = try #require(Int(parts[0]))
        #expect(parts[1].utf8.count == length)
        return String(parts[1])
    }

    @Test func headerIsThatOfTheStandard() throws {
        let refused = try message(frame("code.refused"))
        #expect(
            refused.hasPrefix(
                "<108>1 2027-01-15T08:00:00.007Z id.example.com countersign - code.refused - {\"type\":\"entry\""))
        #expect(try message(frame("code.accepted")).hasPrefix("<110>1 "))
    }

    @Test func whatStrangersWriteStaysInsideItsMessage() throws {
        let text = try message(frame("code.refused", userAgent: "\"}\n<0>1 - \u{2028}\r\u{0} ü"))
        #expect(!text.utf8.contains { $0 < 0x20 })
        #expect(text.hasSuffix("\"}"))
        #expect(try message(frame("", host: "bad host\n")).contains(" badhost countersign - - - {"))
    }
}
