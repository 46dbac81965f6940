/// A person, as staff sees them, and what can be done (`/admin/people/{id}`).
struct StaffPersonPage: Page {
    static let template = "admin-person"

    /// Something that can be done.
    struct Offer: Sendable {
        var title: String
        var summary: String
        var path: String
    }

    /// An open re-registration.
    struct Reset: Sendable {
        /// Who started it.
        var starter: String
        var started: Moment
        var effective: Moment
        var expires: Moment
        /// A second member of staff must approve it.
        var needsApproval: Bool
        /// It can be used now.
        var isInEffect: Bool
    }

    /// A temporary code that counts.
    struct Code: Sendable {
        /// How often it may still be used, in words.
        var uses: String
        var expires: Moment
    }

    var frame: PageFrame
    var username: String
    var displayName: String
    /// The name of the role.
    var role: String
    var isDisabled: Bool
    /// Until when changes are locked; `nil`: they are not.
    var frozen: Moment? = nil
    /// What is registered, in words; `nil`: nothing.
    var factors: String? = nil
    /// When a factor was used last; `nil`: never.
    var lastUsed: Moment? = nil
    /// How the person is told of changes; `nil`: not at all.
    var addresses: String? = nil
    var reset: Reset? = nil
    var code: Code? = nil
    /// What auditors and administrators see besides; `nil` for others.
    var details: PersonDetails? = nil
    /// What can be done, the most likely first.
    var offers: [Offer]
    /// What an administrator can change; empty for others.
    var changes: [Offer] = []
    var hasChanges = false
    /// Why there is nothing to do; `nil`: there is.
    var refusal: String? = nil
}

/// A question before something is done for a person.
struct StaffActionPage: Page {
    static let template = "admin-action"

    var frame: PageFrame
    /// The heading and the button.
    var title: String
    var username: String
    var displayName: String
    /// What the button does, a paragraph each.
    var consequences: [String]
    /// How far a temporary code is to reach; `nil` for everything else.
    var grant: Grant? = nil
    /// The roles to choose from; empty for everything else.
    var roles: [PeoplePage.Choice] = []
    var hasRoles = false
    /// What else is asked; empty for almost everything.
    var fields: [FormField] = []
    var isGrave: Bool
    /// Where the button posts to.
    var path: String
    /// Where "Cancel" leads.
    var cancelPath: String

    /// The fields of a temporary code.
    struct Grant: Sendable {
        var uses: String
        var hours: String
        var mostUses: Int
        var mostHours: Int
        /// What is wrong with them.
        var problem: String? = nil
    }
}

/// A code, shown once.
struct StaffCodePage: Page {
    static let template = "admin-code"

    var frame: PageFrame
    var title: String
    var username: String
    var displayName: String
    /// In groups.
    var code: String
    /// How often it may be used, in words.
    var uses: String
    var expires: Moment
    /// The person's page.
    var path: String
}
