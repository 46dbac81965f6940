extension Policy {
    /// Who decided a question.
    package enum Layer: Sendable, Equatable {
        /// The settings file, or its default.
        case settings
        case everyone
        case group(GroupName)
        case person(Username)
        /// The person's exemption, with its reason.
        case exemption(reason: String)
        /// The person's own time of grace.
        case grace

        /// The form for programs.
        package var text: String {
            switch self {
            case .settings: "settings"
            case .everyone: "everyone"
            case .group(let name): "group:\(name.text)"
            case .person: "person"
            case .exemption: "exemption"
            case .grace: "grace"
            }
        }
    }

    /// An answer, and who decided it.
    package struct Verdict<Value: Sendable & Equatable>: Sendable, Equatable {
        package let value: Value
        package let layer: Layer

        /// `value`, as `layer` decided.
        package init(_ value: Value, by layer: Layer) {
            self.value = value
            self.layer = layer
        }
    }

    /// The one time of grace that a person ever gets. Its deadline never moves.
    package struct Grace: Sendable, Equatable {
        package let deadline: Instant
        /// Sign-ins that are left; `nil`: as many as one likes.
        package let signInsLeft: Int?

        /// A grace as stored.
        package init(deadline: Instant, signInsLeft: Int?) {
            self.deadline = deadline
            self.signInsLeft = signInsLeft
        }

        /// Whether it still lets somebody in at `now`.
        package func isOpen(at now: Instant) -> Bool { now < deadline && signInsLeft != 0 }
    }

    /// Somebody need not register a phone until it expires.
    package struct Exemption: Sendable, Equatable {
        package let reason: String
        package let expiresAt: Instant

        /// An exemption until `expiresAt`.
        package init(reason: String, expiresAt: Instant) {
            self.reason = reason
            self.expiresAt = expiresAt
        }
    }

    /// The person that is decided about, as the database has them.
    package struct Subject: Sendable, Equatable {
        package var username: Username?
        package var groups: Set<GroupName>
        package var grace: Grace?
        package var exemption: Exemption?

        /// Somebody in `groups`.
        package init(
            username: Username? = nil, groups: Set<GroupName> = [], grace: Grace? = nil, exemption: Exemption? = nil
        ) {
            self.username = username
            self.groups = groups
            self.grace = grace
            self.exemption = exemption
        }
    }

    /// Everything that is decided for one person at one moment, each with who decided it.
    package struct Decision: Sendable, Equatable {
        /// The rule that holds; ``app`` says what it comes to now.
        package let appRule: Verdict<AppRule>
        /// What the app asks of the person while they have no registered phone.
        package let app: Verdict<PhoneRequirement>
        /// Whether the rule itself offers, so that a PIN or another code may stand in for the registered phone of
        /// somebody who has one. An exemption, a grace and "off" spare people without any factor only.
        package let isOfferedByRule: Bool
        /// When ``app`` ends, if it is an offer with an end.
        package let appDeadline: Instant?
        package let graceRule: Verdict<GraceRule>
        /// The grace that a sign-in now would begin; `nil`: there is none to begin.
        package let graceToBegin: Grace?
        /// The person's grace, whether or not it is over.
        package let storedGrace: Grace?
        /// The grace that ``app`` rests on.
        package var grace: Grace? { app.layer == .grace ? storedGrace : nil }
        package let web: Verdict<WebRule>
        /// Whether the person may use the portal, while they have no factor, for nothing but registering one.
        package let isEnrolmentOnly: Bool
        package let reminderDays: Verdict<[Int]>
        package let authenticatorApps: Verdict<Bool>
        package let pinChannels: Verdict<Set<Delivery.Channel>>
        package let firstRegistration: Verdict<FirstRegistration>
        package let deviceLimit: Verdict<Int>
        package let rememberedBrowserDays: Verdict<Int>
        /// Overall life of portal sessions; `nil`: as the settings file says (`signIn.sessionHours`).
        package let sessionHours: Verdict<Int?>
        /// Their life without a request; `nil`: as the settings file says (`signIn.idleMinutes`).
        package let idleMinutes: Verdict<Int?>
        package let networks: Verdict<[NetworkRange]>
        package let twoFactorClients: Verdict<Set<String>>

        /// What the app with this identifier asks of the person while they have no registered phone.
        package func requirement(in client: String) -> PhoneRequirement {
            twoFactorClients.value.contains(client) ? .mandatory : app.value
        }

        /// Whether in that app a PIN or another code may stand in for the registered phone of somebody who has one.
        package func letsOthersStandIn(in client: String) -> Bool {
            isOfferedByRule && requirement(in: client) != .mandatory
        }

        /// The date until which a sign-in without a registered phone may stay, `YYYY-MM-DD`, if there is one.
        package var offeredUntil: String? {
            if case .offered(let date) = app.value { return date }
            return graceRule.value.days > 0 ? storedGrace?.deadline.date : nil
        }

        /// Whether a sign-in without two factors that was made earlier still counts in that app.
        package func letsStay(in client: String, at now: Instant) -> Bool {
            if requirement(in: client) != .mandatory { return true }
            guard !twoFactorClients.value.contains(client), graceRule.value.days > 0, let storedGrace
            else { return false }
            return now < storedGrace.deadline
        }

        /// Whether the person may sign in from `address`.
        package func allows(address: String) -> Bool {
            networks.value.isEmpty || networks.value.contains { $0.contains(address) }
        }

        /// Whether PINs may go by `channel`, of those that are configured.
        package func mayCarryPINs(_ channel: Delivery.Channel, over configured: Set<Delivery.Channel>) -> Bool {
            pinChannels.value.contains(channel) && configured.contains(channel)
        }

        /// How long portal sessions of the person last, where otherwise `limits` say it.
        package func limits(over limits: PortalSession.Limits) -> PortalSession.Limits {
            var limits = limits
            if let hours = sessionHours.value { limits.overall = .hours(hours) }
            if let minutes = idleMinutes.value { limits.idle = .minutes(minutes) }
            return limits
        }
    }
}
