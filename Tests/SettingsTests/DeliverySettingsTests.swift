import AuthDomain
import Foundation
import Testing

@testable import Settings

/// Relays and gateways are whole or refused, with every problem named.
@Suite struct DeliverySettingsTests {
    private func load(_ environment: [String: String]) async throws -> DeliverySettings {
        try await Settings.load(file: nil, environment: environment).delivery
    }

    private func problems(_ environment: [String: String]) async -> Set<String> {
        do {
            _ = try await load(environment)
            return []
        } catch let error as SettingsError {
            return Set(error.problems.map(\.key))
        } catch {
            return ["\(error)"]
        }
    }

    private static let relay = [
        "COUNTERSIGN_DELIVERY_EMAIL_HOST": "smtp.example.com",
        "COUNTERSIGN_DELIVERY_EMAIL_SENDER": "no-reply@example.com",
    ]
    private static let gateway = [
        "COUNTERSIGN_DELIVERY_SMS_PROVIDER": "infobip",
        "COUNTERSIGN_DELIVERY_SMS_BASE_URL": "https://abc.api.infobip.com",
        "COUNTERSIGN_DELIVERY_SMS_API_KEY": "key",
        "COUNTERSIGN_DELIVERY_SMS_SENDER": "Conversations",
    ]

    private func with(_ base: [String: String], _ changes: [String: String]) -> [String: String] {
        base.merging(changes) { $1 }
    }

    @Test func nothingSetMeansNoChannel() async throws {
        let settings = try await load([:])
        #expect(settings.channels.isEmpty)
        #expect(settings.rules == Delivery.Settings())
    }

    @Test(arguments: [("starttls", 587), ("tls", 465)])
    func portFollowsSecurity(security: String, port: Int) async throws {
        let settings = try await load(with(Self.relay, ["COUNTERSIGN_DELIVERY_EMAIL_SECURITY": security]))
        #expect(settings.email.map(\.port) == [port])
        #expect(settings.channels == [.email])
    }

    @Test func plainIsForThisMachineOnly() async throws {
        let plain = ["COUNTERSIGN_DELIVERY_EMAIL_SECURITY": "none"]
        #expect(await problems(with(Self.relay, plain)) == ["delivery.email.security"])
        let local = with(plain, ["COUNTERSIGN_DELIVERY_EMAIL_HOST": "127.0.0.1"])
        #expect(try await load(with(Self.relay, local)).email.map(\.port) == [25])
    }

    @Test(arguments: [
        ["COUNTERSIGN_DELIVERY_EMAIL_USERNAME": "u"], ["COUNTERSIGN_DELIVERY_EMAIL_PASSWORD": "p"],
    ])
    func usernameAndPasswordGoTogether(_ half: [String: String]) async {
        #expect(await problems(with(Self.relay, half)) == ["delivery.email.username"])
    }

    @Test func whatLacksItsHostIsAMistake() async {
        #expect(
            await problems(["COUNTERSIGN_DELIVERY_EMAIL_SENDER": "a@example.com"]) == ["delivery.email.host"])
        #expect(
            await problems(["COUNTERSIGN_DELIVERY_SMS_FALLBACK_SENDER": "x"])
                == ["delivery.smsFallback.provider"])
    }

    @Test(arguments: [
        ["COUNTERSIGN_DELIVERY_EMAIL_HOST": "smtp.example.com/x"], ["COUNTERSIGN_DELIVERY_EMAIL_HOST": "a b"],
        ["COUNTERSIGN_DELIVERY_EMAIL_HOST": "x\r\ny"],
    ])
    func hostsAreHosts(_ change: [String: String]) async {
        #expect(await problems(with(Self.relay, change)) == ["delivery.email.host"])
    }

    @Test func secretsComeFromFilesToo() async throws {
        let file = NSTemporaryDirectory() + "secret-" + UUID().uuidString
        try Data("from the file\n".utf8).write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let base = with(Self.relay, ["COUNTERSIGN_DELIVERY_EMAIL_USERNAME": "u"])
        let named = with(base, ["COUNTERSIGN_DELIVERY_EMAIL_PASSWORD_FILE": file])
        #expect(try await load(named).email.map(\.password) == ["from the file"])
        #expect(
            await problems(with(named, ["COUNTERSIGN_DELIVERY_EMAIL_PASSWORD": "p"]))
                == ["delivery.email.passwordFile"])
        #expect(
            await problems(with(base, ["COUNTERSIGN_DELIVERY_EMAIL_PASSWORD_FILE": "/nowhere"]))
                .contains("delivery.email.passwordFile"))
    }

    @Test(arguments: [
        "http://abc.api.infobip.com", "ftp://x", "https://", "https://user:secret@x", "https://x y", "abc",
    ])
    func gatewaysAreReachedByHTTPS(_ url: String) async {
        #expect(
            await problems(with(Self.gateway, ["COUNTERSIGN_DELIVERY_SMS_BASE_URL": url]))
                == ["delivery.sms.baseURL"])
    }

    @Test(arguments: [
        #"{"to":"{{to}}"}"#, #"{"text":"{{text}}"}"#, #"{"to":"{{to}}","text":{{text}}}"#, "{{to}}{{text}}", "", "[]",
        #"["{{to}}","{{text}}"]"#,
    ])
    func templatesThatCouldBreakAreRefused(_ body: String) async {
        let template = [
            "COUNTERSIGN_DELIVERY_SMS_PROVIDER": "template", "COUNTERSIGN_DELIVERY_SMS_URL": "https://x/send",
            "COUNTERSIGN_DELIVERY_SMS_SENDER": "me", "COUNTERSIGN_DELIVERY_SMS_BODY": body,
        ]
        #expect(await problems(template) == ["delivery.sms.body"])
    }

    @Test func aWholeTemplateIsTaken() async throws {
        let settings = try await load([
            "COUNTERSIGN_DELIVERY_SMS_PROVIDER": "template", "COUNTERSIGN_DELIVERY_SMS_URL": "http://127.0.0.1:9/send",
            "COUNTERSIGN_DELIVERY_SMS_SENDER": "me",
            "COUNTERSIGN_DELIVERY_SMS_BODY": #"{"a":["{{number}} {{sender}}"],"b":{"c":"{{text}}"}}"#,
            "COUNTERSIGN_DELIVERY_SMS_HEADERS": "Authorization: Bearer x,X-Other: y",
            "COUNTERSIGN_DELIVERY_SMS_ALLOWED_COUNTRIES": "+49,+385",
        ])
        #expect(settings.sms.map(\.headers) == [["Authorization: Bearer x", "X-Other: y"]])
        #expect(settings.rules.limits.countries == ["+49", "+385"])
    }

    @Test func everyProblemIsNamedAtOnce() async {
        let found = await problems([
            "COUNTERSIGN_DELIVERY_EMAIL_HOST": "smtp.example.com", "COUNTERSIGN_DELIVERY_EMAIL_SENDER": "nobody",
            "COUNTERSIGN_DELIVERY_EMAIL_SECURITY": "ssl", "COUNTERSIGN_DELIVERY_EMAIL_CA_FILE": "/nowhere",
            "COUNTERSIGN_DELIVERY_SMS_PROVIDER": "pigeon", "COUNTERSIGN_DELIVERY_ATTEMPTS": "0",
            "COUNTERSIGN_DELIVERY_SMS_ALLOWED_COUNTRIES": "49", "COUNTERSIGN_BRAND_LANGUAGE": "fr",
        ])
        #expect(
            found == [
                "delivery.email.sender", "delivery.email.security", "delivery.email.caFile", "delivery.sms.provider",
                "delivery.attempts", "delivery.sms.allowedCountries", "brand.language",
            ])
    }
}
