import AuthDomain

/// The policy in effect (`/admin/policy`).
struct PolicyPage: Page {
    static let template = "admin-policy"

    /// A layer that decides something.
    struct Layer: Sendable {
        var title: String
        /// What it decides, line by line.
        var answers: [Answer]
        var isEmpty: Bool
        /// The path of its form; `nil` for who may only read.
        var path: String?
    }

    /// A question and its answer.
    struct Answer: Sendable {
        var question: String
        var value: String
    }

    var frame: PageFrame
    /// The version in effect; `nil`: none was ever saved.
    var version: Int?
    var savedAt: Moment?
    var savedBy: String?
    var layers: [Layer]
    var mayChange: Bool
    /// Groups without rules of their own yet.
    var otherGroups: [String]
    var hasOtherGroups: Bool
}

/// The form of a layer (`/admin/policy/layer`).
struct PolicyLayerPage: Page {
    static let template = "admin-policy-layer"

    var frame: PageFrame
    var title: String
    var kind: String
    var name: String
    /// The version that the form was made from.
    var over: Int
    var fields: [FormField]
    /// Whether the layer can be taken out of the document.
    var isRemovable: Bool
}

/// What would change, and whom it would keep out (`/admin/policy/preview`).
struct PolicyPreviewPage: Page {
    static let template = "admin-policy-preview"

    /// One answer that changes.
    struct Change: Sendable {
        var place: String
        var before: String?
        var after: String?
    }

    /// Somebody who would be kept out.
    struct Person: Sendable {
        var username: String
        var why: String
        var path: String
    }

    /// A field of the form, carried on.
    struct Carried: Sendable {
        var name: String
        var value: String
    }

    var frame: PageFrame
    var title: String
    var changes: [Change]
    var hasChanges: Bool
    /// In words, how many would be kept out of the app today.
    var sum: String
    /// Some of them.
    var people: [Person]
    var hasPeople: Bool
    var carried: [Carried]
    /// Back to the form.
    var editPath: String
}

/// What is decided for a person at a moment (`/admin/policy/explain`).
struct PolicyExplainPage: Page {
    static let template = "admin-policy-explain"

    /// A question, its answer, and who decided it.
    struct Row: Sendable {
        var question: String
        var value: String
        var decidedBy: String
    }

    var frame: PageFrame
    var username: String
    /// The date and time asked for, in UTC, as it was typed.
    var at: String
    var problem: String?
    var rows: [Row]
    var hasRows: Bool
}
