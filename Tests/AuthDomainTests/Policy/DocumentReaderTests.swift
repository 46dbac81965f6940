import AuthDomain
import TestSupport
import Testing

/// Documents are read strictly, with every problem at once, and written as they are read.
@Suite struct DocumentReaderTests {
    static let full = """
        {"everyone": {"app": {"mandatoryFrom": "2027-03-05", "timeZone": "Europe/Zagreb"},
          "grace": {"days": 7, "signIns": 5}, "reminderDays": [30, 7, 1], "web": "mandatory", "authenticatorApps": false, "pinChannels": ["sms"],
          "firstRegistration": "invitation", "deviceLimit": 2, "rememberedBrowserDays": 30, "sessionHours": 8,
          "idleMinutes": 10, "networks": ["10.0.0.0/8", "2001:db8::/32"], "twoFactorClients": ["countersign-kit"]},
         "groups": [{"group": "sales", "rules": {"app": "mandatory"}}, {"group": "guests", "rules": {"app": "off"}}],
         "people": [{"person": "Maria", "rules": {"app": "offered", "networks": []}}]}
        """

    @Test func whatIsWrittenIsReadAgain() {
        let document = Sample.policy(Self.full)
        #expect(Sample.policy(document.json.formatted) == document)
        #expect(document.everyone.networks?.count == 2)
        #expect(document.groups.map(\.group.text) == ["sales", "guests"])
        #expect(document.differences(to: document).isEmpty)
    }

    @Test func everyProblemIsToldAtOnce() {
        let problems = problems(
            """
            {"everyone": {"app": "sometimes", "grace": {"signIns": 0}, "authenticatorApps": "no",
              "pinChannels": ["pigeon"], "firstRegistration": "nothing", "deviceLimit": 0,
              "rememberedBrowserDays": 91, "sessionHours": 25, "idleMinutes": 4, "networks": ["10.0.0.1/8"],
              "twoFactorClients": ["other"], "color": 1, "web": "off", "reminderDays": [0, 91]},
             "groups": [{"group": "Über", "rules": {}}, {"rules": {"app": {"mandatoryFrom": "2027-03-05"}}}],
             "people": {}, "extra": 1}
            """)
        #expect(
            problems
                == [
                    "everyone.color", "everyone.app", "everyone.grace.signIns", "everyone.grace",
                    "everyone.authenticatorApps",
                    "everyone.pinChannels", "everyone.web", "everyone.reminderDays[0]", "everyone.reminderDays[1]",
                    "everyone.firstRegistration", "everyone.deviceLimit",
                    "everyone.rememberedBrowserDays", "everyone.sessionHours", "everyone.idleMinutes",
                    "everyone.networks[0]", "everyone.twoFactorClients", "groups[0].group", "groups[1].rules.app",
                    "groups[1].group", "people", "extra",
                ].sorted())
    }

    @Test(arguments: [
        (#"{"everyone": {"app": {"mandatoryFrom": "2027-02-30", "timeZone": "UTC"}}}"#, "everyone.app.mandatoryFrom"),
        (#"{"everyone": {"app": {"mandatoryFrom": "2027-03-05", "timeZone": "CET"}}}"#, "everyone.app.timeZone"),
        (#"{"everyone": []}"#, "everyone"), ("[]", ""), ("{", "line 1"),
        (#"{"groups": [{"group": "a", "rules": {}}, {"group": "A", "rules": {}}]}"#, "groups"),
        (#"{"people": [{"person": "a", "rules": {}}, {"person": "A", "rules": {}}]}"#, "people"),
    ])
    func placesAreNamed(text: String, place: String) {
        #expect(problems(text) == [place])
    }

    @Test func layersAreBounded() {
        let many = (0...200).map { #"{"group": "g\#($0)", "rules": {}}"# }.joined(separator: ",")
        #expect(problems(#"{"groups": [\#(many)]}"#) == ["groups"])
    }

    @Test func differencesNameWhatChanges() {
        let before = Sample.policy(#"{"everyone": {"deviceLimit": 3, "app": "offered"}}"#)
        let after = Sample.policy(
            #"{"everyone": {"deviceLimit": 4}, "groups": [{"group": "sales", "rules": {"app": "mandatory"}}]}"#)
        let differences = before.differences(to: after).map { "\($0.place): \($0.before ?? "-") > \($0.after ?? "-")" }
        #expect(
            differences == [
                "everyone.app: offered > -", "everyone.deviceLimit: 3 > 4", "groups: - > sales",
                "groups.sales.app: - > mandatory",
            ])
    }

    private func problems(_ text: String) -> [String] {
        switch Policy.Document.read(Array(text.utf8), calendar: PlainCalendar()) {
        case .success: []
        case .failure(let problems): problems.all.map(\.place).sorted()
        }
    }
}
