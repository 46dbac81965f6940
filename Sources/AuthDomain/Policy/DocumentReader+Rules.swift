extension Policy.DocumentReader {
    /// The names of all questions.
    static let questions = [
        "app", "grace", "web", "reminderDays", "authenticatorApps", "pinChannels", "firstRegistration", "deviceLimit",
        "rememberedBrowserDays", "sessionHours", "idleMinutes", "networks", "twoFactorClients",
    ]

    mutating func rules(_ value: JSONValue, _ place: String) -> Policy.Rules {
        var rules = Policy.Rules()
        for (name, value) in members(value, place, known: Self.questions) {
            let place = place + "." + name
            switch name {
            case "app": rules.app = app(value, place)
            case "grace": rules.grace = grace(value, place)
            case "web": rules.web = web(value, place)
            case "reminderDays": rules.reminderDays = reminderDays(value, place)
            case "authenticatorApps": rules.authenticatorApps = flag(value, place)
            case "pinChannels": rules.pinChannels = channels(value, place)
            case "firstRegistration": rules.firstRegistration = firstRegistration(value, place)
            case "deviceLimit": rules.deviceLimit = number(value, place, in: 1...20)
            case "rememberedBrowserDays": rules.rememberedBrowserDays = number(value, place, in: 0...90)
            case "sessionHours": rules.sessionHours = number(value, place, in: 1...24)
            case "idleMinutes": rules.idleMinutes = number(value, place, in: 5...60)
            case "networks": rules.networks = networks(value, place)
            default: rules.twoFactorClients = clients(value, place)
            }
        }
        return rules
    }

    private mutating func app(_ value: JSONValue, _ place: String) -> Policy.AppRule? {
        switch value {
        case .text("off"): return .off
        case .text("offered"): return .offered
        case .text("mandatory"): return .mandatory
        case .object: return day(value, place).map { .mandatoryFrom($0) }
        default:
            report(
                place, #"must be "off", "offered", "mandatory" or {"mandatoryFrom": "2027-03-05", "timeZone": "UTC"}"#)
            return nil
        }
    }

    private mutating func web(_ value: JSONValue, _ place: String) -> Policy.WebRule? {
        switch value {
        case .text("optional"): return .optional
        case .text("mandatory"): return .mandatory
        case .object: return day(value, place).map { .mandatoryFrom($0) }
        default:
            report(place, #"must be "optional", "mandatory" or {"mandatoryFrom": "2027-03-05", "timeZone": "UTC"}"#)
            return nil
        }
    }

    private mutating func day(_ value: JSONValue, _ place: String) -> Policy.Day? {
        var date: String?
        var zone: String?
        for (name, value) in members(value, place, known: ["mandatoryFrom", "timeZone"]) {
            guard case .text(let text) = value else {
                report(place + "." + name, "must be a text")
                return nil
            }
            if name == "timeZone" { zone = text } else { date = text }
        }
        guard let date, let zone else {
            report(place, "needs mandatoryFrom and timeZone")
            return nil
        }
        switch calendar.beginning(of: date, in: zone) {
        case .success(let beginning):
            return Policy.Day(date: date, zone: zone, beginning: beginning)
        case .failure(.notADate): report(place + ".mandatoryFrom", "must be a date like 2027-03-05")
        case .failure(.unknownZone): report(place + ".timeZone", "must be a time zone like Europe/Zagreb")
        case .failure(.skippedDay): report(place + ".mandatoryFrom", "is a day that does not exist in that time zone")
        }
        return nil
    }

    private mutating func grace(_ value: JSONValue, _ place: String) -> Policy.GraceRule? {
        var days: Int?
        var signIns: Int?
        for (name, value) in members(value, place, known: ["days", "signIns"]) {
            if name == "days" {
                days = number(value, place + ".days", in: 0...30)
            } else {
                signIns = number(value, place + ".signIns", in: 1...50)
            }
        }
        guard let days else {
            report(place, "needs days")
            return nil
        }
        return Policy.GraceRule(days: days, signIns: signIns)
    }

    private mutating func reminderDays(_ value: JSONValue, _ place: String) -> [Int]? {
        guard case .list(let values) = value, values.count <= 5 else {
            report(place, "must be a list of at most five whole numbers from 1 to 90")
            return nil
        }
        let days = values.enumerated().compactMap { number($1, "\(place)[\($0)]", in: 1...90) }
        return days.count == values.count ? days : nil
    }

    private mutating func channels(_ value: JSONValue, _ place: String) -> Set<Delivery.Channel>? {
        let channels = texts(value)?.map { Delivery.Channel(rawValue: $0) }
        guard let channels, !channels.contains(nil) else {
            report(place, "must be a list of email and sms")
            return nil
        }
        return Set(channels.compactMap(\.self))
    }

    private mutating func firstRegistration(_ value: JSONValue, _ place: String) -> Policy.FirstRegistration? {
        guard case .text(let text) = value, let demand = Policy.FirstRegistration(rawValue: text) else {
            report(place, "must be password, pin or invitation")
            return nil
        }
        return demand
    }

    private mutating func networks(_ value: JSONValue, _ place: String) -> [Policy.NetworkRange]? {
        guard let texts = texts(value), texts.count <= 100 else {
            report(place, "must be a list of at most 100 networks")
            return nil
        }
        return texts.enumerated().compactMap { index, text in
            let range = Policy.NetworkRange(text)
            if range == nil { report("\(place)[\(index)]", "must be a network like 192.0.2.0/24 or 2001:db8::/32") }
            return range
        }
    }

    private mutating func clients(_ value: JSONValue, _ place: String) -> Set<String>? {
        guard let texts = texts(value), SignIn.clients.isSuperset(of: texts) else {
            report(place, "must be a list of \(SignIn.clients.sorted().joined(separator: " and "))")
            return nil
        }
        return Set(texts)
    }

    private mutating func number(_ value: JSONValue, _ place: String, in range: ClosedRange<Int>) -> Int? {
        guard case .number(let number) = value, range.contains(number) else {
            report(place, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    private mutating func flag(_ value: JSONValue, _ place: String) -> Bool? {
        guard case .flag(let flag) = value else {
            report(place, "must be true or false")
            return nil
        }
        return flag
    }

    private func texts(_ value: JSONValue) -> [String]? {
        guard case .list(let values) = value else { return nil }
        let texts = values.compactMap { value in
            if case .text(let text) = value { text } else { nil }
        }
        return texts.count == values.count ? texts : nil
    }
}
