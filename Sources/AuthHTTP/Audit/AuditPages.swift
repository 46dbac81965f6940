/// "Audit log": what stands behind a reference, or happened at all (`/admin/audit`, `/admin/audit/entries`).
struct AuditPage: Page {
    static let template = "admin-audit"

    /// An entry, as people read it.
    struct Row: Sendable {
        var moment: Moment
        /// What happened: a sentence where there is one, else its name in the log.
        var title: String
        /// Its name in the log.
        var action: String
        /// Whom it is about; `nil`: nobody, or somebody who is gone.
        var person: String?
        /// The person's page.
        var path: String?
        /// Who did it.
        var actor: String
        /// Facts, as `name: value`.
        var facts: [String]
        /// From where; `nil`: the reader's role is not told.
        var origin: String?
        var reference: String
    }

    /// The fields of the search, as they were sent.
    struct Search: Sendable {
        var person: String = ""
        var from: String = ""
        var until: String = ""
        var actions: [Choice] = []
        /// What is wrong with them.
        var problem: String? = nil
    }

    /// An action that can be chosen.
    struct Choice: Sendable {
        var name: String
        var isChosen: Bool
    }

    var frame: PageFrame
    /// The reference that was looked for, or empty.
    var reference: String
    /// Nothing has this reference.
    var isUnknown: Bool = false
    /// The fields of the search; `nil`: the reader looks up references alone.
    var search: Search?
    /// Where searching starts; `nil`: the reader may not, or does already.
    var searchPath: String? = nil
    var rows: [Row]
    var hasRows: Bool
    /// A search was made and this page of it has nothing.
    var isEmpty: Bool = false
    var nextPath: String? = nil
    /// Where the same entries are as files; `nil`: not for this reader.
    var csvPath: String? = nil
    var linesPath: String? = nil
}
