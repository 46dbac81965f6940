/// What can be changed while the servers run, and a look at what cannot (`/admin/settings`).
struct SettingsPage: Page {
    static let template = "admin-settings"

    /// One setting.
    struct Row: Sendable {
        var label: String
        /// `nil`: nothing is said.
        var value: String?
        /// The console says it, not the settings file.
        var isChanged: Bool
    }

    var frame: PageFrame
    /// What can be changed here.
    var rows: [Row]
    /// When it was changed last; `nil`: never.
    var savedAt: Moment?
    /// By whom.
    var savedBy: String?
    /// Where the reader changes it; `nil`: not this reader.
    var changePath: String?
    /// What only the settings file says.
    var fixed: [Row]
}

/// The form of what can be changed (`/admin/settings/brand`).
struct BrandPage: Page {
    static let template = "admin-brand"

    var frame: PageFrame
    /// The version that the form was made from; 0: none.
    var over: Int
    var fields: [FormField]
}
