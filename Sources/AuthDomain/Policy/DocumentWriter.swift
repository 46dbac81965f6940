extension Policy.Document {
    /// The document as JSON, as ``read(_:calendar:)`` takes it.
    package var json: JSONValue {
        .object([
            ("everyone", everyone.json),
            ("groups", .list(groups.map { .object([("group", .text($0.group.text)), ("rules", $0.rules.json)]) })),
            ("people", .list(people.map { .object([("person", .text($0.person.text)), ("rules", $0.rules.json)]) })),
        ])
    }
}

extension Policy.Rules {
    /// The rules as JSON; what they leave out has no member.
    package var json: JSONValue {
        .object([
            ("app", app?.json), ("grace", grace?.json), ("web", web?.json),
            ("reminderDays", reminderDays.map { .list($0.map { .number($0) }) }),
            ("authenticatorApps", authenticatorApps.map { .flag($0) }),
            ("pinChannels", pinChannels.map { .texts($0.map(\.rawValue)) }),
            ("firstRegistration", firstRegistration.map { .text($0.rawValue) }),
            ("deviceLimit", deviceLimit.map { .number($0) }),
            ("rememberedBrowserDays", rememberedBrowserDays.map { .number($0) }),
            ("sessionHours", sessionHours.map { .number($0) }),
            ("idleMinutes", idleMinutes.map { .number($0) }),
            ("networks", networks.map { .list($0.map { .text($0.text) }) }),
            ("twoFactorClients", twoFactorClients.map { .texts(Array($0)) }),
        ])
    }
}

extension Policy.AppRule {
    /// The rule as JSON.
    package var json: JSONValue {
        switch self {
        case .off: .text("off")
        case .offered: .text("offered")
        case .mandatory: .text("mandatory")
        case .mandatoryFrom(let day): day.json
        }
    }
}

extension Policy.WebRule {
    /// The rule as JSON.
    package var json: JSONValue {
        switch self {
        case .optional: .text("optional")
        case .mandatory: .text("mandatory")
        case .mandatoryFrom(let day): day.json
        }
    }
}

extension Policy.Day {
    fileprivate var json: JSONValue {
        .object([("mandatoryFrom", .text(date)), ("timeZone", .text(zone))])
    }
}

extension Policy.GraceRule {
    /// The rule as JSON.
    package var json: JSONValue {
        .object([("days", .number(days)), ("signIns", signIns.map { .number($0) })])
    }
}

extension Policy.Decision {
    /// Every question with its answer and who decided it, for `policy explain`.
    package var json: JSONValue {
        .object([
            ("app", Self.verdict(appRule, appRule.value.json)),
            ("appNow", Self.verdict(app, app.value.json)),
            ("grace", Self.verdict(graceRule, graceRule.value.json)),
            ("web", Self.verdict(web, web.value.json)),
            ("reminderDays", Self.verdict(reminderDays, .list(reminderDays.value.map { .number($0) }))),
            ("authenticatorApps", Self.verdict(authenticatorApps, .flag(authenticatorApps.value))),
            ("pinChannels", Self.verdict(pinChannels, .texts(pinChannels.value.map(\.rawValue)))),
            ("firstRegistration", Self.verdict(firstRegistration, .text(firstRegistration.value.rawValue))),
            ("deviceLimit", Self.verdict(deviceLimit, .number(deviceLimit.value))),
            ("rememberedBrowserDays", Self.verdict(rememberedBrowserDays, .number(rememberedBrowserDays.value))),
            ("sessionHours", Self.verdict(sessionHours, .optional(sessionHours.value))),
            ("idleMinutes", Self.verdict(idleMinutes, .optional(idleMinutes.value))),
            ("networks", Self.verdict(networks, .list(networks.value.map { .text($0.text) }))),
            ("twoFactorClients", Self.verdict(twoFactorClients, .texts(Array(twoFactorClients.value)))),
        ])
    }

    private static func verdict<Value>(_ verdict: Policy.Verdict<Value>, _ value: JSONValue) -> JSONValue {
        var reason: JSONValue?
        if case .exemption(let text) = verdict.layer { reason = .text(text) }
        return .object([("value", value), ("decidedBy", .text(verdict.layer.text)), ("reason", reason)])
    }
}

extension Policy.PhoneRequirement {
    /// The requirement as JSON.
    package var json: JSONValue {
        switch self {
        case .off: .text("off")
        case .mandatory: .text("mandatory")
        case .offered(nil): .text("offered")
        case .offered(let date?): .object([("offeredUntil", .text(date))])
        }
    }
}

extension JSONValue {
    fileprivate static func optional(_ number: Int?) -> JSONValue { number.map { .number($0) } ?? .null }

    /// A list of texts in alphabetical order.
    fileprivate static func texts(_ texts: [String]) -> JSONValue { .list(texts.sorted().map { .text($0) }) }
}
