import AuthDomain

/// The rules of a layer as fields of a form, and back. Empty fields decide nothing.
struct PolicyForm: Sendable, Equatable {
    /// The names of all fields.
    static let names = [
        "app", "date", "zone", "graceDays", "graceSignIns", "web", "webDate", "webZone", "reminderDays",
        "authenticatorApps", "pinChannels",
        "firstRegistration", "deviceLimit", "rememberedBrowserDays", "sessionHours", "idleMinutes", "where",
        "networks", "twoFactorClients",
    ]

    private(set) var values: [String: String]

    /// What was sent; longer values than any that counts are cut.
    init(_ form: Form) {
        values = Dictionary(
            uniqueKeysWithValues: Self.names.map { ($0, form[$0].trimmingSpaces()) })
    }

    /// The fields of `rules`.
    init(_ rules: Policy.Rules) {
        values = [:]
        switch rules.app {
        case nil: break
        case .off: values["app"] = "off"
        case .offered: values["app"] = "offered"
        case .mandatory: values["app"] = "mandatory"
        case .mandatoryFrom(let day):
            values["app"] = "date"
            values["date"] = day.date
            values["zone"] = day.zone
        }
        switch rules.web {
        case nil: break
        case .optional: values["web"] = "optional"
        case .mandatory: values["web"] = "mandatory"
        case .mandatoryFrom(let day):
            values["web"] = "date"
            values["webDate"] = day.date
            values["webZone"] = day.zone
        }
        values["graceDays"] = rules.grace.map { String($0.days) }
        values["graceSignIns"] = rules.grace?.signIns.map { String($0) }
        values["reminderDays"] = rules.reminderDays.map { days in
            days.isEmpty ? "0" : days.map { String($0) }.joined(separator: ", ")
        }
        values["authenticatorApps"] = rules.authenticatorApps.map { $0 ? "yes" : "no" }
        values["pinChannels"] = rules.pinChannels.map { Self.choice($0.map(\.rawValue)) }
        values["firstRegistration"] = rules.firstRegistration?.rawValue
        values["deviceLimit"] = rules.deviceLimit.map { String($0) }
        values["rememberedBrowserDays"] = rules.rememberedBrowserDays.map { String($0) }
        values["sessionHours"] = rules.sessionHours.map { String($0) }
        values["idleMinutes"] = rules.idleMinutes.map { String($0) }
        values["where"] = rules.networks.map { $0.isEmpty ? "everywhere" : "networks" }
        values["networks"] = rules.networks.map { $0.map(\.text).joined(separator: "\n") }
        values["twoFactorClients"] = rules.twoFactorClients.map { Self.choice(Array($0)) }
    }

    subscript(_ name: String) -> String { values[name] ?? "" }

    /// The rules as JSON, as the document's reader takes them: it finds what is wrong.
    var json: JSONValue {
        .object([
            ("app", rule("app", "date", "zone")), ("grace", grace), ("web", rule("web", "webDate", "webZone")),
            (
                "reminderDays",
                this("reminderDays").map { $0 == "0" ? .list([]) : .list(Self.parts($0).map(Self.number)) }
            ),
            ("authenticatorApps", this("authenticatorApps").map { .flag($0 == "yes") }),
            ("pinChannels", choices("pinChannels")), ("firstRegistration", this("firstRegistration").map { .text($0) }),
            ("deviceLimit", number("deviceLimit")), ("rememberedBrowserDays", number("rememberedBrowserDays")),
            ("sessionHours", number("sessionHours")), ("idleMinutes", number("idleMinutes")),
            ("networks", networks), ("twoFactorClients", choices("twoFactorClients")),
        ])
    }

    private func rule(_ name: String, _ date: String, _ zone: String) -> JSONValue? {
        guard let rule = this(name) else { return nil }
        guard rule == "date" else { return .text(rule) }
        return .object([("mandatoryFrom", .text(self[date])), ("timeZone", .text(self[zone]))])
    }

    private var grace: JSONValue? {
        guard this("graceDays") != nil || this("graceSignIns") != nil else { return nil }
        return .object([("days", number("graceDays")), ("signIns", number("graceSignIns"))])
    }

    private var networks: JSONValue? {
        switch this("where") {
        case nil: nil
        // Without any it would mean "everywhere": the reader refuses this one.
        case "networks" where Self.parts(self["networks"]).isEmpty: .list([.text("")])
        case "networks": .list(Self.parts(self["networks"]).map { .text($0) })
        default: .list([])
        }
    }

    /// The value of a field; `nil` when it is empty.
    private func this(_ name: String) -> String? { self[name].isEmpty ? nil : self[name] }

    private func number(_ name: String) -> JSONValue? { this(name).map(Self.number) }

    private func choices(_ name: String) -> JSONValue? {
        this(name).map { $0 == "none" ? .list([]) : .list(Self.parts($0).map { .text($0) }) }
    }

    /// What is no number stays a text, which the reader refuses.
    private static func number(_ text: String) -> JSONValue {
        text.utf8.count <= 9 ? Int(text).map { .number($0) } ?? .text(text) : .text(text)
    }

    private static func parts(_ text: String) -> [String] {
        text.split { $0 == "," || $0.isWhitespace }.map(String.init)
    }

    private static func choice(_ values: [String]) -> String {
        values.isEmpty ? "none" : values.sorted().joined(separator: " ")
    }
}
