import AuthDomain
import Foundation
import TestSupport
import Testing

@testable import DeliveryChannels

/// Nothing that people chose can add a header or a line.
@Suite struct MailMessageTests {
    private static let sender = MailMessage.Sender(address: "no-reply@example.com", name: "Conversations")

    private func written(
        subject: String = "Hello", text: String = "One\nTwo", html: String? = "<p>One</p>",
        recipient: String = "maria@example.com", sender: MailMessage.Sender = sender
    ) -> MailMessage? {
        let message = Delivery.Message(
            id: Sample.required(Identifier("m-1")), account: Sample.id(), event: "test", channel: .email,
            recipient: recipient, content: Delivery.Content(subject: subject, text: text, html: html),
            createdAt: Sample.morning, sealer: Sample.sealer)
        return MailMessage(message, from: sender)
    }

    private func lines(
        subject: String = "Hello", text: String = "One\nTwo", html: String? = "<p>One</p>",
        sender: MailMessage.Sender = sender
    ) throws -> [String] {
        let mail = try #require(written(subject: subject, text: text, html: html, sender: sender))
        return String(decoding: mail.bytes, as: UTF8.self).components(separatedBy: "\r\n")
    }

    @Test func headersAreAsTheStandardsSay() throws {
        let lines = try lines()
        #expect(
            Array(lines.prefix(8)) == [
                "Date: Fri, 15 Jan 2027 08:00:00 +0000",
                "From: \"Conversations\" <no-reply@example.com>",
                "To: <maria@example.com>",
                "Message-ID: <m-1@example.com>",
                "Subject: Hello",
                "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0",
                "Content-Type: multipart/alternative; boundary=\"=_m-1\"",
            ])
        #expect(lines.contains(Data("One\r\nTwo".utf8).base64EncodedString()))
        #expect(lines.suffix(2) == ["--=_m-1--", ""])
    }

    @Test(arguments: [
        "Hi\r\nBcc: eve@example.com", "Hi\nBcc: eve@example.com", "\r\n\r\nbody", "=?utf-8?Q?x?=", "Grüße ✉️",
        String(repeating: "ä", count: 500), "\u{0}\u{1B}",
    ])
    func noSubjectAddsALine(_ subject: String) throws {
        let lines = try lines(subject: subject)
        let head = lines.prefix { !$0.isEmpty }
        #expect(!head.contains { $0.hasPrefix("Bcc") })
        #expect(lines.allSatisfy { $0.utf8.count <= 76 && $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } })
        #expect(head.filter { !$0.hasPrefix(" ") }.count == 8, "no header more than before")
    }

    @Test func namesOfSendersAreQuotedOrEncoded() throws {
        let tricky = MailMessage.Sender(address: "a@example.com", name: "Evil\" <x@y>\r\nBcc: z@example.com")
        let lines = try lines(sender: tricky)
        #expect(lines[1].hasPrefix("From: =?utf-8?B?"))
        #expect(!lines.contains { $0.hasPrefix("Bcc") })
    }

    @Test(arguments: ["A \"B\" C", "Talks 12\"", "a\\b", "\"CEO\" <ceo@bank.example>, IT", "\"", "\\"])
    func namesWithMarksOfTheirOwnAreEncoded(_ name: String) throws {
        let lines = try lines(sender: MailMessage.Sender(address: "a@example.com", name: name))
        let word = Data(name.utf8).base64EncodedString()
        #expect(lines[1] == "From: =?utf-8?B?\(word)?= <a@example.com>")
    }

    @Test func plainNamesAreQuoted() throws {
        let sender = MailMessage.Sender(address: "a@example.com", name: "IT <x@y>, Zagreb")
        #expect(try lines(sender: sender)[1] == "From: \"IT <x@y>, Zagreb\" <a@example.com>")
    }

    @Test(arguments: [
        "maria@example.com>\r\nRCPT TO:<eve@example.com", "maria@exämple.com", "märia@example.com", "a b@example.com",
        "<maria@example.com>", "maria", "a@b,c@d", "",
    ])
    func addressesThatRelaysMayNotGetAreRefused(_ recipient: String) {
        #expect(written(recipient: recipient).map(\.bytes) == nil)
    }

    @Test func linesStayShortWhateverTheTextIs() throws {
        let lines = try lines(text: String(repeating: "x", count: 100_000) + "\n.\n.", html: nil)
        #expect(lines.allSatisfy { $0.utf8.count <= 78 })
        #expect(!lines.contains("."))
    }
}
