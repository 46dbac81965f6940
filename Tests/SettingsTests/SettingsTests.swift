import AuthDomain
import Foundation
import Testing

@testable import Settings

@Suite struct SettingsTests {
    private func load(
        _ json: String? = nil, _ environment: [String: String] = [:]
    ) async throws -> Settings {
        guard let json else { return try await Settings.load(file: nil, environment: environment) }
        let file = NSTemporaryDirectory() + "settings-" + UUID().uuidString + ".json"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Data(json.utf8).write(to: URL(fileURLWithPath: file))
        return try await Settings.load(file: file, environment: environment)
    }

    private func problems(_ json: String, _ environment: [String: String] = [:]) async throws -> [String] {
        do {
            _ = try await load(json, environment)
            return []
        } catch let error as SettingsError {
            return error.problems.map(\.key)
        }
    }

    @Test func nothingSetMeansTheDefaults() async throws {
        let settings = try await load()
        #expect(settings.server.port == 8080)
        #expect(settings.brand.name == "Countersign")
        #expect(settings.signIn.passwords.account.free == 10)
        #expect(settings.signIn.codes.rule.disableAt == 50)
        #expect(settings.policy.decision(at: Instant(milliseconds: 0)).app.value == .mandatory)
    }

    @Test func environmentWinsOverTheFile() async throws {
        let settings = try await load(
            #"{"server": {"port": 9000}, "brand": {"name": "Conversations"}}"#,
            ["COUNTERSIGN_SERVER_PORT": "9001"])
        #expect(settings.server.port == 9001)
        #expect(settings.brand.name == "Conversations")
    }

    @Test func everyProblemIsNamedAtOnce() async throws {
        let found = try await problems(
            """
            {"server": {"port": 99999, "origin": "id.example.com", "trustedProxies": ["banana"], "tlsKey": "k"},
             "brand": {"accent": "red"}, "policy": {"mandatoryFrom": "2027-02-30", "deviceLimit": "many"}}
            """)
        #expect(
            Set(found) == [
                "server.port", "server.origin", "server.trustedProxies", "server.tlsCertificate",
                "brand.accent", "policy.mandatoryFrom", "policy.deviceLimit",
            ])
    }

    @Test func keysThatAreNoSettingAreMistakes() async throws {
        #expect(try await problems(#"{"policy": {"mandatoryfrom": "2027-03-05"}}"#) == ["policy.mandatoryfrom"])
        #expect(try await problems(#"{"server": {"prot": 1}, "x": {"y": {"z": 1}}}"#) == ["server.prot", "x.y.z"])
    }

    @Test(arguments: ["", "[]", "null", "{", "{\"server\": ", "\u{0}"])
    func damagedFilesAreRefused(_ text: String) async throws {
        #expect(try await problems(text).count == 1)
    }

    @Test func whoMustProveWhatIsASetting() async throws {
        let usual = try await load().policy
        #expect(usual.firstRegistration == .pin && usual.pinChannels == [.email, .sms])
        #expect(usual.rememberedBrowserDays == 0 && usual.resetDelay == .hours(24))
        let settings = try await load(
            """
            {"policy": {"firstRegistration": "invitation", "pinChannels": ["sms"], "rememberedBrowserDays": 30,
              "resetDelayHours": 48, "resetNeedsApproval": true}, "signIn": {"pinLifeMinutes": 10}}
            """)
        #expect(settings.policy.firstRegistration == .invitation)
        #expect(settings.policy.pinChannels == [.sms])
        #expect(settings.policy.rememberedBrowserDays == 30)
        #expect(settings.policy.resetDelay == .hours(48) && settings.policy.resetNeedsApproval)
        #expect(settings.signIn.pins.life == .minutes(10))
        #expect(try await load(#"{"policy": {"pinChannels": ["none"]}}"#).policy.pinChannels.isEmpty)
        #expect(
            Set(
                try await problems(
                    """
                    {"policy": {"firstRegistration": "nothing", "pinChannels": ["pigeon"], "rememberedBrowserDays": 91,
                      "resetNeedsApproval": "perhaps"}, "signIn": {"pinLifeMinutes": 11}}
                    """)) == [
                    "policy.firstRegistration", "policy.pinChannels", "policy.rememberedBrowserDays",
                    "policy.resetNeedsApproval", "signIn.pinLifeMinutes",
                ])
    }

    @Test func dateBeginsAtMidnightUTC() async throws {
        let settings = try await load(#"{"policy": {"mandatoryFrom": "2027-03-05"}}"#)
        let midnight = Instant(milliseconds: 1_804_204_800_000)
        #expect(
            settings.policy.decision(at: midnight - .milliseconds(1)).app.value
                == .offered(mandatoryFrom: "2027-03-05"))
        #expect(settings.policy.decision(at: midnight).app.value == .mandatory)
    }
}
