extension Console {
    /// Something that a role allows in the console. `docs/roles.md` has the same table for people.
    package enum Permission: String, Sendable, CaseIterable {
        case seeOverview = "see-overview"
        case seePeople = "see-people"
        /// Re-registrations, temporary codes, invitations, unlocking.
        case helpPeople = "help-people"
        /// Ending the freeze that followed "This was not me".
        case endFreezes = "end-freezes"
        /// Adding, inviting, disabling and importing people, and their roles.
        case managePeople = "manage-people"
        case exportPeople = "export-people"
        /// Agreeing to what another administrator has proposed, where that is asked for.
        case approveChanges = "approve-changes"
        case seeGroups = "see-groups"
        case manageGroups = "manage-groups"
        case seePolicy = "see-policy"
        case changePolicy = "change-policy"
        case seeMessages = "see-messages"
        /// Sending a test message to oneself.
        case tryMessages = "try-messages"
        /// Trying again with a message that was given up.
        case retryMessages = "retry-messages"
        case seeSettings = "see-settings"
        /// The product's name, colour, language and whom to ask for help.
        case changeSettings = "change-settings"
        case seeAPIKeys = "see-api-keys"
        case manageAPIKeys = "manage-api-keys"
        /// Looking up what stands behind a reference that a person reads out.
        case findReference = "find-reference"
        case searchAudit = "search-audit"
        case exportAudit = "export-audit"

        /// The roles that have it.
        package var roles: Set<Account.Role> {
            switch self {
            case .seeOverview, .seePeople, .seeMessages, .findReference: [.helpdesk, .auditor, .admin]
            case .helpPeople, .tryMessages: [.helpdesk, .admin]
            case .exportPeople, .seeGroups, .seePolicy, .seeSettings, .seeAPIKeys, .searchAudit, .exportAudit:
                [.auditor, .admin]
            case .endFreezes, .managePeople, .approveChanges, .manageGroups, .changePolicy, .retryMessages,
                .changeSettings, .manageAPIKeys:
                [.admin]
            }
        }

        /// Whether the two factors must have been proved a short while ago: for whatever changes something
        /// for others, and for what takes data out.
        package var needsFreshProof: Bool {
            switch self {
            case .helpPeople, .endFreezes, .managePeople, .exportPeople, .approveChanges, .manageGroups, .changePolicy,
                .retryMessages, .changeSettings, .manageAPIKeys, .exportAudit:
                true
            case .seeOverview, .seePeople, .seeGroups, .seePolicy, .seeMessages, .tryMessages,
                .seeSettings, .seeAPIKeys, .findReference, .searchAudit:
                false
            }
        }
    }
}

extension Account.Role {
    /// Whether the role brings the pages under `/admin/`.
    package var isStaff: Bool {
        Console.Permission.allCases.contains { allows($0) }
    }

    /// Whether the role allows this in the console.
    package func allows(_ permission: Console.Permission) -> Bool {
        permission.roles.contains(self)
    }
}

extension Account {
    /// Whether the account's role allows this in the console, and it may sign in: asked again in the midst of
    /// what takes long.
    package func mayStill(_ permission: Console.Permission) -> Bool { !isDisabled && role.allows(permission) }
}
