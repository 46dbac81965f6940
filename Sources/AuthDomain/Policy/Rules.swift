extension Policy {
    /// What the app asks of people without a registered phone: off, offered, or mandatory, now or from a day.
    package enum AppRule: Sendable, Equatable {
        /// The password is enough, and nothing is offered.
        case off
        /// Registering is offered at each sign-in.
        case offered
        /// Registering is offered until that day begins, and mandatory from then on.
        case mandatoryFrom(Day)
        case mandatory
    }

    /// Whether people without any factor may use the portal for more than registering one.
    package enum WebRule: Sendable, Equatable {
        case optional
        /// From that day on they may only register.
        case mandatoryFrom(Day)
        case mandatory
    }

    /// How long somebody may go on after it became mandatory for them, counted from their first sign-in after that.
    package struct GraceRule: Sendable, Equatable {
        /// 0–30; 0: no grace.
        package let days: Int
        /// How many sign-ins within those days, 1–50; `nil`: as many as one likes.
        package let signIns: Int?

        /// A grace of so many days and sign-ins.
        package init(days: Int, signIns: Int? = nil) {
            self.days = days
            self.signIns = signIns
        }
    }

    /// What one layer decides; what it leaves out, the layer below decides.
    package struct Rules: Sendable, Equatable {
        package var app: AppRule?
        package var grace: GraceRule?
        package var web: WebRule?
        /// How many days before a day of ``app`` people without a factor are sent an e-mail, each 1–90, at most five.
        package var reminderDays: [Int]?
        /// Whether authenticator apps of others may be registered.
        package var authenticatorApps: Bool?
        /// The channels on which a PIN may be sent for a second step.
        package var pinChannels: Set<Delivery.Channel>?
        /// What must be proved before a first registration.
        package var firstRegistration: FirstRegistration?
        /// Devices per person, 1–20.
        package var deviceLimit: Int?
        /// 0–90; 0: none.
        package var rememberedBrowserDays: Int?
        /// Overall life of a portal session, 1–24 hours.
        package var sessionHours: Int?
        /// Life of a portal session without a request, 5–60 minutes.
        package var idleMinutes: Int?
        /// Where people may sign in from; empty: from everywhere.
        package var networks: [NetworkRange]?
        /// The apps in which nobody is let in without two factors, whatever ``app`` says.
        package var twoFactorClients: Set<String>?

        /// Decides nothing.
        package init() {}
    }

    /// The rules of one group.
    package struct GroupRules: Sendable, Equatable {
        package let group: GroupName
        package let rules: Rules

        /// `rules` for the members of `group`.
        package init(_ group: GroupName, _ rules: Rules) {
            self.group = group
            self.rules = rules
        }
    }

    /// The rules of one person.
    package struct PersonRules: Sendable, Equatable {
        package let person: Username
        package let rules: Rules

        /// `rules` for `person`.
        package init(_ person: Username, _ rules: Rules) {
            self.person = person
            self.rules = rules
        }
    }

    /// What administrators decided at run time, over the settings file.
    package struct Document: Sendable, Equatable {
        package var everyone: Rules
        /// The first group in this list that a person belongs to, and that decides the question, decides it.
        package var groups: [GroupRules]
        package var people: [PersonRules]

        /// Decides nothing: the settings file alone counts.
        package init(everyone: Rules = Rules(), groups: [GroupRules] = [], people: [PersonRules] = []) {
            self.everyone = everyone
            self.groups = groups
            self.people = people
        }
    }

    /// The name of a group: 1–40 letters a–z, digits and hyphens, beginning with a letter.
    package struct GroupName: Sendable, Hashable, Comparable {
        package let text: String

        /// Reads a name; upper case becomes lower case.
        package init?(_ typed: String) {
            let text = typed.lowercased()
            guard (1...40).contains(text.utf8.count), let first = text.utf8.first, (0x61...0x7A).contains(first),
                text.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
            else { return nil }
            self.text = text
        }

        package static func < (left: GroupName, right: GroupName) -> Bool { left.text < right.text }
    }
}

extension SignIn {
    /// The apps that may sign people in: the mobile app, and apps built on the client library.
    package static let clients: Set<String> = ["countersign-app", "countersign-kit"]
}
