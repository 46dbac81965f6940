import AuthDomain

/// The parts of the console that its navigation names, in this order.
enum ConsoleSection: CaseIterable {
    case overview
    case people
    case groups
    case policy
    case messages
    case apiKeys
    case settings
    case audit

    /// Who sees it.
    var permission: Console.Permission {
        switch self {
        case .overview: .seeOverview
        case .people: .seePeople
        case .groups: .seeGroups
        case .policy: .seePolicy
        case .messages: .seeMessages
        case .apiKeys: .seeAPIKeys
        case .settings: .seeSettings
        case .audit: .findReference
        }
    }

    /// What its link says.
    var title: Phrase {
        switch self {
        case .overview: Phrase("Overview")
        case .people: Phrase("People")
        case .groups: Phrase("Groups")
        case .policy: Phrase("Policy")
        case .messages: Phrase("Messages")
        case .apiKeys: Phrase("API keys")
        case .settings: Phrase("Settings")
        case .audit: Phrase("Audit log")
        }
    }

    var path: String {
        switch self {
        case .overview: "/admin/"
        case .people: "/admin/people"
        case .groups: "/admin/groups"
        case .policy: "/admin/policy"
        case .messages: "/admin/messages"
        case .apiKeys: "/admin/api-keys"
        case .settings: "/admin/settings"
        case .audit: "/admin/audit"
        }
    }
}

extension PageFrame {
    /// An entry of the console's navigation.
    struct ConsoleEntry: Sendable {
        var title: String
        var path: String
        /// The page belongs to this section.
        var isCurrent: Bool
    }
}

extension PageFrames {
    /// For a page of the console, with the navigation that the reader's role gives.
    func console(
        _ title: Phrase, _ context: some StaffVisitorContext, in section: ConsoleSection,
        notice: Phrase? = nil, problem: Phrase? = nil
    ) -> PageFrame {
        var frame = visitor(title, context, section: .none, notice: notice, problem: problem)
        let role = context.visitor.account.role
        frame.consoleEntries = ConsoleSection.allCases.filter { role.allows($0.permission) }.map {
            PageFrame.ConsoleEntry(
                title: say($0.title, context), path: $0.path, isCurrent: $0 == section)
        }
        frame.isConsole = true
        return frame
    }
}
