import AuthDomain

/// How messages leave: relays for e-mail, gateways for text messages, and what may leave at most.
package struct DeliverySettings: Sendable, Equatable {
    /// In the order of asking; empty: no e-mail.
    package var email: [EmailSettings]
    /// In the order of asking; empty: no text messages.
    package var sms: [SMSSettings]
    package var rules: Delivery.Settings

    /// The channels that are configured.
    package var channels: Set<Delivery.Channel> {
        Set((email.isEmpty ? [] : [.email]) + (sms.isEmpty ? [] : [.sms]))
    }

    /// Reads how messages leave.
    ///
    /// - Configuration keys:
    ///   - `delivery.email.*`, `delivery.emailFallback.*`: see ``EmailSettings``
    ///   - `delivery.sms.*`, `delivery.smsFallback.*`: see ``SMSSettings``
    ///   - `delivery.sms.allowedCountries` (list of calling codes like `+49`): empty: all
    ///   - `delivery.attempts` (whole number, default 40, 1…1000): tries before a message is dead
    ///   - `delivery.concurrency` (whole number, default 8, 1…64): messages sent at a time, per server
    ///   - `delivery.timeoutSeconds` (whole number, default 30, 5…120): for one channel and message
    ///   - `delivery.limits.emailsPerAddress` (default 60), `delivery.limits.textsPerNumber` (20),
    ///     `delivery.limits.perAccount` (100), `delivery.limits.texts` (2000),
    ///     `delivery.limits.textsPerCountry` (500) (whole numbers, 1…10000000): within 24 hours
    init(reader: inout SettingReader) {
        email = ["delivery.email", "delivery.emailFallback"].compactMap {
            EmailSettings(reader: &reader, under: $0)
        }
        sms = ["delivery.sms", "delivery.smsFallback"].compactMap {
            SMSSettings(reader: &reader, under: $0)
        }
        rules = Delivery.Settings()
        rules.retry.attempts = reader.number("delivery.attempts", default: 40, in: 1...1000)
        rules.concurrency = reader.number("delivery.concurrency", default: 8, in: 1...64)
        rules.patience = .seconds(reader.number("delivery.timeoutSeconds", default: 30, in: 5...120))
        rules.limits = Delivery.Limits(reader: &reader)
    }
}

extension Delivery.Limits {
    /// Reads what may leave within 24 hours; ``DeliverySettings`` lists the keys.
    init(reader: inout SettingReader) {
        self.init()
        func limit(_ name: String, _ standard: Int) -> Int {
            reader.number("delivery.limits.\(name)", default: standard, in: 1...10_000_000)
        }
        emailsPerAddress = limit("emailsPerAddress", emailsPerAddress)
        textsPerNumber = limit("textsPerNumber", textsPerNumber)
        perAccount = limit("perAccount", perAccount)
        texts = limit("texts", texts)
        textsPerCountry = limit("textsPerCountry", textsPerCountry)
        countries = reader.list("delivery.sms.allowedCountries")
        for code in countries
        where code.first != "+" || code.count > 8 || !code.dropFirst().allSatisfy(\.isASCIIDigit)
            || code.count < 2
        {
            reader.report("delivery.sms.allowedCountries", "must be calling codes like +49, and one is “\(code)”")
        }
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
