import AuthDomain
import Foundation
import TestSupport
import Testing

@testable import AuthHTTP

/// Every message exists in every language, and says the same there.
@Suite struct MessageTemplatesTests {
    private static let assets = AssetStore()

    private func file(_ name: String, _ language: Language) throws -> String {
        let asset = try #require(
            Self.assets.asset("messages", "\(language.rawValue)/\(name)"), "\(language) lacks \(name)")
        return String(decoding: asset.bytes, as: UTF8.self)
    }

    /// What stands in double braces, without the pragma: `brand`, `#isEmail`…
    private func placeholders(_ text: Substring) -> Set<String> {
        var found: Set<String> = []
        for part in text.split(separator: "{{", omittingEmptySubsequences: false).dropFirst() {
            guard let end = part.firstRange(of: "}}"), !part.hasPrefix("%") else { continue }
            found.insert(String(part[..<end.lowerBound]))
        }
        return found
    }

    @Test(arguments: [Language.german, .croatian])
    func noTemplateIsMissingOrNamesOtherValues(language: Language) throws {
        let names = Self.assets.all(in: "messages").map(\.name)
        let english = names.filter { $0.hasPrefix("en/") }.map { $0.dropFirst(3) }
        let others = names.filter { $0.hasPrefix("\(language.rawValue)/") }.map { $0.dropFirst(3) }
        #expect(english == others)
        for name in english {
            let (ours, theirs) = (try file(String(name), .english), try file(String(name), language))
            let (here, there) = (ours.split(separator: "\n"), theirs.split(separator: "\n"))
            #expect(here.count == there.count, "\(name)")
            for (here, there) in zip(here, there) {
                // Lines with a label have the same one, and paragraphs are in the same order.
                if let label = here.firstMatch(of: #/^[A-Za-z][A-Za-z ]*: /#)?.output {
                    #expect(there.hasPrefix(label), "\(name): \(label)")
                }
                #expect(placeholders(here) == placeholders(there), "\(name): \(here)")
            }
        }
    }

    /// Every notice that there is.
    static let notices: [Delivery.Notice] =
        [
            .deviceRegistered(name: "Pixel", model: "Pixel 8"), .deviceRemoved(name: "Pixel"),
            .authenticatorRegistered(name: "App"), .passwordReset, .passwordChanged,
            .recoveryCodesIssued(count: 10), .recoveryCodeUsed(left: 9),
            .addressChanged(channel: .email, old: "old@example.com", new: "new@example.com", undo: "undo-token"),
            .addressChanged(channel: .sms, old: nil, new: "+385911234567", undo: nil),
            .addressChangeUndone(channel: .email), .addressChangeUndone(channel: .sms),
            .browserRemembered(name: "Firefox"), .browserReused(name: "Firefox"),
            .bypassCodeIssued(until: Sample.morning), .resetStarted(effectiveAt: Sample.morning), .resetVetoed,
            .phoneApproved(model: "Pixel 9"), .accountFrozen(until: Sample.morning),
            .policyReminder(date: "2027-03-05"), .policyReminder(date: nil),
            .repudiated(username: "maria", event: "device-registered"), .accountDisabled, .accountEnabled,
            .roleChanged, .sessionsEnded, .testMessage,
        ] + Delivery.StaffAct.allCases.map { .staffActed($0) }

    @Test(arguments: notices, Language.allCases)
    func everyNoticeIsWholeInEveryLanguage(notice: Delivery.Notice, language: Language) throws {
        let composer = try ComposerTests.composer()
        let account = ComposerTests.account(language: language)
        let told = composer.compose(notice, for: account, at: Sample.morning, source: Sample.source)
        let channels: Set<Delivery.Channel> = notice.name == "policy-reminder" ? [.email] : [.email, .sms]
        #expect(Set(told.messages.map(\.channel)) == channels)
        #expect((told.repudiation != nil) == notice.isRepudiable)
        for message in told.messages {
            let all = message.subject + message.body + (message.content.html ?? "")
            #expect(!all.contains("{{") && !all.contains("}}"))
            #expect(message.event == notice.name && message.sealed != nil)
            if notice.isRepudiable, !message.body.contains("/address/undo/") {
                #expect(message.body.contains("https://id.example.com/not-me/"))
            }
            switch message.channel {
            case .email:
                #expect(!message.subject.isEmpty && !message.subject.contains("\n"))
                #expect(message.content.html?.contains("lang=\"\(language.rawValue)\"") == true)
            case .sms:
                #expect(message.body.utf16.count <= 320 && message.content.html == nil)
            }
        }
    }

    @Test(arguments: SignIn.PINPurpose.allCases, Language.allCases)
    func everyPINIsWholeInEveryLanguage(purpose: SignIn.PINPurpose, language: Language) throws {
        let composer = try ComposerTests.composer()
        for channel in Delivery.Channel.allCases {
            let pin = Delivery.PINText(
                digits: "012345", purpose: purpose, channel: channel,
                recipient: channel == .email ? "new@example.com" : "+385911234567",
                expiresAt: Sample.morning + .minutes(5))
            let message = composer.compose(
                pin, for: ComposerTests.account(language: language), at: Sample.morning, source: Sample.source)
            #expect(message.kind == .pin && message.expiresAt == pin.expiresAt)
            #expect(message.recipient == pin.recipient)
            #expect(message.body.contains("012345") && !message.body.contains("{{"))
            #expect(!message.subject.contains("012345"), "not on a locked screen")
            if channel == .sms {
                #expect(message.body.hasSuffix("\n\n@id.example.com #012345"))
                #expect(message.body.utf16.count <= 306, "two parts")
            }
        }
    }
}
