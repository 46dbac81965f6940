import AuthDomain

/// The questions of a layer's form, in the order of the page.
struct PolicyFields {
    private let form: PolicyForm
    private let mistakes: Set<String>
    private let say: (Phrase) -> String

    /// The fields with what `form` holds; `mistakes` names the questions that are not right.
    static func all(
        _ form: PolicyForm, mistakes: Set<String> = [], say: @escaping (Phrase) -> String
    ) -> [FormField] {
        PolicyFields(form: form, mistakes: mistakes, say: say).all
    }

    private var all: [FormField] {
        appFields + graceFields + webFields + registrationFields + sessionFields + networkFields + clientFields
    }

    private var graceFields: [FormField] {
        [
            number("graceDays", Phrase("Days of grace"), 0...30, of: "grace"),
            number("graceSignIns", Phrase("Sign-ins of grace, at most"), 1...50, of: "grace"),
            text(
                "reminderDays", Phrase("Reminders by e-mail"),
                Phrase("Days before the day, at most five, such as 30, 7, 1. 0: none.")),
        ]
    }

    private var registrationFields: [FormField] {
        [
            choice("authenticatorApps", [("yes", Phrase("allowed")), ("no", Phrase("not allowed"))]),
            choice(
                "pinChannels",
                [
                    ("email sms", Phrase("by e-mail and text message")), ("email", Phrase("by e-mail")),
                    ("sms", Phrase("by text message")), ("none", Phrase("none")),
                ]),
            choice(
                "firstRegistration",
                [
                    ("password", Phrase("the password alone")), ("pin", Phrase("a code by message, or an invitation")),
                    ("invitation", Phrase("an invitation code")),
                ]),
        ]
    }

    private var sessionFields: [FormField] {
        [
            number("deviceLimit", nil, 1...20), number("rememberedBrowserDays", nil, 0...90),
            number("sessionHours", nil, 1...24), number("idleMinutes", nil, 5...60),
        ]
    }

    private var clientFields: [FormField] {
        [
            choice(
                "twoFactorClients",
                [
                    ("none", Phrase("none")), ("countersign-app", Phrase("the mobile app")),
                    ("countersign-kit", Phrase("apps built on the library")),
                    ("countersign-app countersign-kit", Phrase("all apps")),
                ])
        ]
    }

    private var appFields: [FormField] {
        var date = text(
            "date", Phrase("The day from which it is mandatory"), Phrase("Only for “mandatory from a day”."),
            of: "app")
        date.isDate = true
        return [
            choice(
                "app",
                [
                    ("off", Phrase("off")), ("offered", Phrase("offered")),
                    ("date", Phrase("mandatory from a day")), ("mandatory", Phrase("mandatory")),
                ]),
            date,
            text("zone", Phrase("Time zone"), Phrase("Such as Europe/Zagreb. The day begins there."), of: "app"),
        ]
    }

    private var webFields: [FormField] {
        var date = text(
            "webDate", Phrase("The day from which it is mandatory on the web"),
            Phrase("Only for “mandatory from a day”."), of: "web")
        date.isDate = true
        return [
            choice(
                "web",
                [
                    ("optional", Phrase("optional")), ("date", Phrase("mandatory from a day")),
                    ("mandatory", Phrase("mandatory")),
                ]),
            date,
            text(
                "webZone", Phrase("Time zone of that day"), Phrase("Such as Europe/Zagreb. The day begins there."),
                of: "web"),
        ]
    }

    private var networkFields: [FormField] {
        var networks = text(
            "networks", Phrase("Networks"), Phrase("One per line, such as 192.0.2.0/24 or 2001:db8::/32."))
        networks.isLong = true
        return [
            choice(
                "where",
                [("everywhere", Phrase("everywhere")), ("networks", Phrase("only from the networks below"))],
                of: "networks"),
            networks,
        ]
    }

    private func choice(
        _ name: String, _ answers: [(String, Phrase)], of question: String? = nil
    ) -> FormField {
        let none = FormField.Choice(
            value: "", label: say(Phrase("not decided here")), isChosen: form[name].isEmpty)
        var field = field(name, nil, nil, of: question)
        field.isChoice = true
        field.choices =
            [none]
            + answers.map {
                FormField.Choice(value: $0.0, label: say($0.1), isChosen: form[name] == $0.0)
            }
        return field
    }

    private func number(
        _ name: String, _ label: Phrase?, _ range: ClosedRange<Int>, of question: String? = nil
    ) -> FormField {
        var field = field(
            name, label, Phrase("A number from \(range.lowerBound) to \(range.upperBound); empty: not decided here."),
            of: question)
        field.isNumber = true
        field.least = range.lowerBound
        field.most = range.upperBound
        return field
    }

    private func text(
        _ name: String, _ label: Phrase, _ hint: Phrase, of question: String? = nil
    ) -> FormField {
        field(name, label, hint, of: question)
    }

    private func field(
        _ name: String, _ label: Phrase?, _ hint: Phrase?, of question: String?
    ) -> FormField {
        let question = question ?? name
        return FormField(
            name: name, label: say(label ?? PolicySentences.question(question) ?? Phrase("Networks")),
            hint: hint.map(say) ?? "", value: form[name],
            problem: mistakes.contains(question) ? say(Phrase("Check this value.")) : nil)
    }
}
