import AuthDomain
import Cryptography
import Foundation
import TestSupport
import Testing

@testable import AuthHTTP

/// Who is told what, and that names are only names.
@Suite struct ComposerTests {
    static func composer(
        _ channels: Set<Delivery.Channel> = [.email, .sms], language: Language = .english,
        branding: BrandBoard? = nil
    ) throws -> TemplateNoticeComposer {
        let branding = branding ?? BrandBoard(Brand(name: "Conversations", language: language))
        return try TemplateNoticeComposer(
            assets: AssetStore(), site: Site(origin: "https://id.example.com", branding: branding),
            channels: channels, sealer: Sample.sealer, random: SystemRandomness(), digest: LibraryDigest())
    }

    static func account(
        name: String = "Maria", email: String? = "maria@example.com", language: Language? = nil,
        phoneNumber: String? = "+385911234567"
    ) -> Account {
        Account(
            id: Sample.id(), username: Sample.required(Username("maria")), displayName: name, email: email,
            role: .person, passwordHash: "hash", createdAt: Sample.morning, phoneNumber: phoneNumber,
            language: language)
    }

    private func compose(
        _ notice: Delivery.Notice, _ account: Account = account(), about subject: String? = nil,
        channels: Set<Delivery.Channel> = [.email, .sms]
    ) throws -> Delivery.Notification {
        try Self.composer(channels).compose(
            notice, for: account, about: subject, at: Sample.morning, source: Sample.source)
    }

    @Test func textMessagesAreWrittenOnlyForAChannelThatIsThere() throws {
        #expect(try compose(.passwordReset, channels: [.email]).messages.map(\.channel) == [.email])
        #expect(try compose(.passwordReset, channels: []).messages.map(\.channel) == [.email])
        #expect(try compose(.passwordReset, Self.account(email: nil, phoneNumber: nil)).messages.isEmpty)
        let told = try compose(.passwordReset, Self.account(email: nil))
        #expect(told.messages.map(\.recipient) == ["+385911234567"])
    }

    @Test func messagesAreOfTheBrandThatIsShown() throws {
        let branding = BrandBoard(Brand(name: "Conversations"))
        let composer = try Self.composer([.email], branding: branding)
        func message() throws -> Delivery.Content {
            let told = composer.compose(
                .passwordReset, for: Self.account(), about: nil, at: Sample.morning, source: Sample.source)
            return try #require(told.messages.first).content
        }
        let before = try message()
        #expect(before.text.contains("Conversations") && !before.text.contains("Questions?"))
        #expect(before.html?.contains("Questions?") == false)
        branding.show(Brand.Changes(name: "Talks", language: .german, help: "Room 12 & <tel.> 34"), number: 1)
        let after = try message()
        #expect(after.text.contains("Talks") && !after.text.contains("Conversations"))
        #expect(after.text.contains("\nFragen? Room 12 & <tel.> 34\n"))
        #expect(after.html?.contains("Fragen? Room 12 &amp; &lt;tel.&gt; 34") == true)
    }

    @Test func theLinkIsTheRepudiationAndNamesWhatGoes() throws {
        let told = try compose(.deviceRegistered(name: "Pixel", model: ""), about: "device-1")
        let repudiation = try #require(told.repudiation)
        #expect(repudiation.subject == "device-1" && repudiation.event == "device-registered")
        #expect(repudiation.expiresAt == Sample.morning + .days(7))
        for message in told.messages {
            let link = message.body.firstRange(of: "/not-me/").map { message.body[$0.upperBound...].prefix(43) }
            let shown = String(link ?? "")
            let token = try #require(OpaqueToken(shown: shown, digest: LibraryDigest()))
            #expect(token.hash == repudiation.tokenHash)
        }
    }

    @Test func aChangedAddressIsToldOldAndNewAndOnlyTheOldMayUndo() throws {
        let told = try compose(
            .addressChanged(channel: .email, old: "old@example.com", new: "new@example.com", undo: "secret"),
            Self.account(email: "new@example.com"))
        #expect(
            told.messages.map(\.recipient) == ["old@example.com", "new@example.com", "+385911234567"])
        for message in told.messages {
            let everything = message.body + (message.content.html ?? "")
            #expect(
                everything.contains("https://id.example.com/address/undo/secret")
                    == (message.recipient == "old@example.com"))
            #expect(!everything.contains("new@example.com") && !everything.contains("old@example.com"))
        }
    }

    @Test(arguments: [
        "\r\nBcc: eve@example.com", "\n---\nTitle: x", "<script>alert(1)</script>", "\u{2028}x\u{202E}y", "{{brand}}",
        "</p><a href=\"https://evil.example\">", "\"\u{301} onload='x'",
    ])
    func namesAreOnlyNames(_ name: String) throws {
        let plain = try compose(.deviceRegistered(name: "Pixel", model: "Model"), Self.account(name: "Maria"))
        let told = try compose(.deviceRegistered(name: name, model: name), Self.account(name: name))
        for (message, usual) in zip(told.messages, plain.messages) {
            #expect(message.subject == usual.subject)
            let lines = { (text: String) in text.split(separator: "\n", omittingEmptySubsequences: false).count }
            #expect(lines(message.body) == lines(usual.body))
            let html = message.content.html ?? ""
            #expect(!html.contains("<script") && !html.contains("<a href=\"https://evil"))
            #expect(!html.unicodeScalars.contains("\u{202E}"))
            let tags = { (text: String) in text.count { $0 == "<" } }
            #expect(tags(html) == tags(usual.content.html ?? ""))
        }
    }

    @Test func datesAreAsTheReaderWritesThem() throws {
        for (language, date) in [
            (Language.english, "15 January 2027"), (.german, "15. Januar 2027"), (.croatian, "15. siječnja 2027."),
        ] {
            let told = try compose(.passwordReset, Self.account(language: language))
            #expect(told.messages[0].body.contains(date), "\(told.messages[0].body)")
            #expect(told.messages[0].body.contains("08:00"))
        }
    }

    @Test func whoChoseNoLanguageGetsTheDeployments() throws {
        let composer = try Self.composer(language: .german)
        let told = composer.compose(.passwordReset, for: Self.account(), at: Sample.morning, source: Sample.source)
        #expect(told.messages[0].subject == "Ihr Passwort für Conversations wurde zurückgesetzt")
    }
}
