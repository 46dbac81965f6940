import AuthDomain

/// What the policy pages say.
enum PolicySentences {
    /// The name of a question; `nil`: there is none of that name.
    static func question(_ name: String) -> Phrase? {
        switch name {
        case "app": Phrase("Second factor in the app")
        case "appNow": Phrase("In the app at that moment")
        case "grace": Phrase("Time of grace")
        case "web": Phrase("Second factor on the web")
        case "reminderDays": Phrase("Reminders by e-mail")
        case "authenticatorApps": Phrase("Other authenticator apps")
        case "pinChannels": Phrase("Codes by message")
        case "firstRegistration": Phrase("Before a first registration")
        case "deviceLimit": Phrase("Devices per person")
        case "rememberedBrowserDays": Phrase("Days a browser is remembered")
        case "sessionHours": Phrase("Hours a web session lasts")
        case "idleMinutes": Phrase("Minutes without a click")
        case "networks": Phrase("Networks to sign in from")
        case "twoFactorClients": Phrase("Apps that always need two factors")
        default: nil
        }
    }

    /// Where two documents differ, as ``Policy/Difference/place`` says it.
    static func place(_ place: String) -> Phrase {
        let parts = place.split(separator: ".").map(String.init)
        guard parts.count >= 2, let name = parts.last, let question = question(name) else {
            return Phrase("Groups with rules, in their order")
        }
        let layer =
            PolicyLayer(
                kind: ["groups": "group", "people": "person"][parts[0]] ?? "everyone",
                name: parts.dropFirst().dropLast().joined(separator: ".")) ?? .everyone
        return Phrase("\(layer.title): \(question)")
    }

    /// Who decided, as ``Policy/Layer/text`` says it.
    static func layer(_ text: String) -> Phrase {
        switch text {
        case "settings": Phrase("The settings file")
        case "everyone": Phrase("Everyone")
        case "person": Phrase("The person’s own rules")
        case "exemption": Phrase("The person’s exemption")
        case "grace": Phrase("The person’s time of grace")
        default: Phrase("Group \(String(text.drop { $0 != ":" }.dropFirst()))")
        }
    }

    /// The answer to the question `name`.
    static func answer(_ name: String, _ value: JSONValue) -> Phrase {
        switch (name, value) {
        case (_, .text("off")): Phrase("off")
        case (_, .text("offered")): Phrase("offered")
        case (_, .text("mandatory")): Phrase("mandatory")
        case (_, .text("optional")): Phrase("optional")
        case ("app", .object(let members)), ("web", .object(let members)): Phrase("mandatory from \(words(members))")
        case ("appNow", .object(let members)): Phrase("offered until \(words(members))")
        case ("grace", .object(let members)): grace(members)
        case ("firstRegistration", .text("password")): Phrase("the password alone")
        case ("firstRegistration", .text("pin")): Phrase("a code by message, or an invitation")
        case ("firstRegistration", .text("invitation")): Phrase("an invitation code")
        case (_, .flag(true)): Phrase("allowed")
        case (_, .flag(false)): Phrase("not allowed")
        case ("networks", .list([])): Phrase("everywhere")
        case (_, .list([])): Phrase("none")
        case (_, .null): Phrase("as in the settings file")
        default: Phrase("\(words([JSONValue.Member("", value)]))")
        }
    }

    private static func grace(_ members: [JSONValue.Member]) -> Phrase {
        let numbers = members.compactMap { member in
            if case .number(let number) = member.value { number } else { nil }
        }
        let days = Phrase(numbers.first ?? 0, one: "{1} day", other: "{1} days")
        guard numbers.count == 2 else { return days }
        let signIns = Phrase(numbers[1], one: "{1} sign-in", other: "{1} sign-ins")
        return Phrase("\(days), at most \(signIns)")
    }

    private static func words(_ members: [JSONValue.Member]) -> String {
        members.map { member in
            switch member.value {
            case .text(let text): text
            case .list(let values): values.map { words([JSONValue.Member("", $0)]) }.joined(separator: ", ")
            default: member.value.formatted
            }
        }.joined(separator: ", ")
    }
}
