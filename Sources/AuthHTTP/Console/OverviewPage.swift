/// "Overview": who has registered, how signing in goes, and what needs attention (`/admin/`).
struct OverviewPage: Page {
    static let template = "admin-overview"

    /// Something that somebody should look at.
    struct Item: Sendable {
        var sentence: String
        /// Where it is dealt with; `nil`: not on these pages.
        var path: String?
    }

    /// A kind of refusal, and how often it happened.
    struct Failure: Sendable {
        var reason: String
        var count: Int
    }

    var frame: PageFrame
    /// The name of the reader's own role.
    var ownRole: String
    var items: [Item]
    var hasItems: Bool
    /// `nil` until the first count.
    var share: ShareChart?
    var hours: HoursChart
    /// The most frequent first.
    var failures: [Failure]
    var hasFailures: Bool
    /// How many messages wait to be sent.
    var waiting: Int
    /// How many were given up.
    var dead: Int
    var hasEmail: Bool
    var hasSMS: Bool
}
