import AuthDomain

/// "People": finding somebody (`/admin/people`).
struct PeoplePage: Page {
    static let template = "admin-people"

    /// One person who was found.
    struct Row: Sendable {
        var username: String
        var displayName: String
        /// The role, for others than ordinary people, and what keeps somebody out.
        var marks: [String]
        /// How many phones and authenticator apps are registered, in words.
        var devices: String
        /// When one of them was used last; `nil`: never.
        var lastUsed: Moment?
        /// The person's page.
        var path: String
    }

    /// A state that can be listed.
    struct Choice: Sendable {
        var value: String
        var name: String
        var isChosen: Bool
    }

    var frame: PageFrame
    /// The name of the reader's own role.
    var ownRole: String
    /// What was looked for; empty: nothing.
    var query: String
    /// Something was looked for.
    var hasQuery: Bool
    /// An e-mail address must be typed whole.
    var needsWholeAddress: Bool
    /// What "Show" offers, "Everybody" first.
    var choices: [Choice]
    /// The people of this page.
    var people: [Row]
    /// At least one was found.
    var hasPeople: Bool
    /// More may be found on the next page, though this one has nobody.
    var goesOn: Bool
    /// The address of the page before, or `nil` on the first one.
    var previousPath: String?
    /// The address of the next page, or `nil` on the last one.
    var nextPath: String?
    /// The reader may take the list away.
    var mayExport: Bool
    /// The reader may add somebody.
    var mayAdd: Bool
}

/// "Export people": the question before the list is taken away (`/admin/people/export`).
struct PeopleExportPage: Page {
    static let template = "admin-people-export"

    var frame: PageFrame
    /// Who can be exported, "Everybody" first.
    var choices: [PeoplePage.Choice]
}

extension PeoplePage.Row {
    /// `person` in the reader's words.
    init(_ person: People.Person, say: (Phrase) -> String) {
        let states: [(Bool, Phrase)] = [
            (person.role != .person, HelpDeskSentences.name(person.role)),
            (person.isDisabled, Phrase("Disabled")), (person.isLocked, Phrase("Locked")),
            (person.frozenUntil != nil, Phrase("Changes locked")),
            (person.isReRegistering, Phrase("Re-registration")),
        ]
        self.init(
            username: person.username.text, displayName: person.displayName,
            marks: states.filter(\.0).map { say($0.1) },
            devices: person.devices == 0 ? say(Phrase("None")) : String(person.devices),
            lastUsed: person.lastUsedAt.map { Moment($0) }, path: StaffAction.path(of: person.id))
    }
}

extension PeoplePage.Choice {
    /// Every filter, "Everybody" first.
    static func all(chosen: People.Filter?, say: (Phrase) -> String) -> [PeoplePage.Choice] {
        [PeoplePage.Choice(value: "", name: say(Phrase("Everybody")), isChosen: chosen == nil)]
            + People.Filter.allCases.map {
                PeoplePage.Choice(value: $0.rawValue, name: say(name($0)), isChosen: $0 == chosen)
            }
    }

    private static func name(_ filter: People.Filter) -> Phrase {
        switch filter {
        case .noDevice: Phrase("Without a device")
        case .locked: Phrase("Locked after wrong codes")
        case .frozen: Phrase("Changes locked (“This was not me”)")
        case .disabled: Phrase("Disabled accounts")
        case .reRegistration: Phrase("With an open re-registration")
        case .grace: Phrase("In their time of grace")
        case .exempt: Phrase("Exempted from registering")
        case .helpdesk: Phrase("Members of the help desk")
        case .auditor: Phrase("Auditors")
        case .admin: Phrase("Administrators")
        }
    }
}
