extension Policy {
    /// Resolves layers for one person: the person's own rules decide first, then those of their groups in the
    /// document's order, then those for everyone, then the settings file. Pure.
    package struct Resolver: Sendable {
        private let layers: [(Layer, Rules)]
        private let base: Settings
        private let subject: Subject

        /// Puts the layers that concern `subject` over `base`.
        package init(_ document: Document, over base: Settings, for subject: Subject) {
            var layers: [(Layer, Rules)] = []
            if let username = subject.username,
                let own = document.people.first(where: { $0.person.key == username.key })
            {
                layers.append((.person(username), own.rules))
            }
            for group in document.groups where subject.groups.contains(group.group) {
                layers.append((.group(group.group), group.rules))
            }
            layers.append((.everyone, document.everyone))
            self.layers = layers
            self.base = base
            self.subject = subject
        }

        /// Everything that is decided at `now`.
        package func decide(at now: Instant) -> Decision {
            let rule = first(\.app, else: base.appRule)
            let web = first(\.web, else: .optional)
            let graceRule = first(\.grace, else: GraceRule(days: 0))
            let (app, deadline) = requirement(rule, graceRule.value, at: now)
            return Decision(
                appRule: rule, app: app, isOfferedByRule: isOffered(rule.value, at: now), appDeadline: deadline,
                graceRule: graceRule,
                graceToBegin: app.value == .mandatory ? graceToBegin(graceRule.value, at: now) : nil,
                storedGrace: subject.grace,
                web: web, isEnrolmentOnly: isMandatory(web.value, at: now),
                reminderDays: first(\.reminderDays, else: []),
                authenticatorApps: first(\.authenticatorApps, else: true),
                pinChannels: first(\.pinChannels, else: base.pinChannels),
                firstRegistration: first(\.firstRegistration, else: base.firstRegistration),
                deviceLimit: first(\.deviceLimit, else: base.deviceLimit),
                rememberedBrowserDays: first(\.rememberedBrowserDays, else: base.rememberedBrowserDays),
                sessionHours: firstOrNone(\.sessionHours), idleMinutes: firstOrNone(\.idleMinutes),
                networks: first(\.networks, else: []), twoFactorClients: first(\.twoFactorClients, else: []))
        }

        private func first<Value>(_ question: KeyPath<Rules, Value?>, else fallback: Value) -> Verdict<Value> {
            for (layer, rules) in layers {
                if let value = rules[keyPath: question] { return Verdict(value, by: layer) }
            }
            return Verdict(fallback, by: .settings)
        }

        private func firstOrNone(_ question: KeyPath<Rules, Int?>) -> Verdict<Int?> {
            for (layer, rules) in layers {
                if let value = rules[keyPath: question] { return Verdict(value, by: layer) }
            }
            return Verdict(nil, by: .settings)
        }

        /// What `rule` comes to at `now`, and when that ends. Exemptions and grace only soften "mandatory".
        private func requirement(
            _ rule: Verdict<AppRule>, _ graceRule: GraceRule, at now: Instant
        ) -> (Verdict<PhoneRequirement>, Instant?) {
            switch rule.value {
            case .off: return (Verdict(.off, by: rule.layer), nil)
            case .offered: return (Verdict(.offered(mandatoryFrom: nil), by: rule.layer), nil)
            case .mandatoryFrom(let day) where now < day.beginning:
                return (Verdict(.offered(mandatoryFrom: day.date), by: rule.layer), day.beginning)
            case .mandatoryFrom, .mandatory: break
            }
            if let exemption = subject.exemption, now < exemption.expiresAt {
                return offer(until: exemption.expiresAt, by: .exemption(reason: exemption.reason))
            }
            // A grace that began lasts only while the rules still give one.
            if graceRule.days > 0, let grace = subject.grace, grace.isOpen(at: now) {
                return offer(until: grace.deadline, by: .grace)
            }
            return (Verdict(.mandatory, by: rule.layer), nil)
        }

        private func isOffered(_ rule: AppRule, at now: Instant) -> Bool {
            switch rule {
            case .offered: true
            case .mandatoryFrom(let day): now < day.beginning
            case .off, .mandatory: false
            }
        }

        /// Exemptions soften the web's rule too; a grace is of the app alone.
        private func isMandatory(_ rule: WebRule, at now: Instant) -> Bool {
            if let exemption = subject.exemption, now < exemption.expiresAt { return false }
            switch rule {
            case .optional: return false
            case .mandatoryFrom(let day): return now >= day.beginning
            case .mandatory: return true
            }
        }

        private func offer(until end: Instant, by layer: Layer) -> (Verdict<PhoneRequirement>, Instant?) {
            (Verdict(.offered(mandatoryFrom: end.date), by: layer), end)
        }

        private func graceToBegin(_ rule: GraceRule, at now: Instant) -> Grace? {
            guard rule.days > 0, subject.grace == nil else { return nil }
            return Grace(deadline: now + .days(rule.days), signInsLeft: rule.signIns)
        }
    }
}

extension Policy.Settings {
    /// What the settings file says of the app.
    fileprivate var appRule: Policy.AppRule {
        guard let mandatoryFrom, let mandatoryFromDate else { return .mandatory }
        return .mandatoryFrom(Policy.Day(date: mandatoryFromDate, zone: "UTC", beginning: mandatoryFrom))
    }
}
