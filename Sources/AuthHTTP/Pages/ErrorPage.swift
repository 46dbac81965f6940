/// Any failure that is not shown inside the page it happened on.
struct ErrorPage: Page {
    static let template = "error"

    var frame: PageFrame
    /// The HTTP status, 400…599.
    var status: Int
    /// What happened, in a few words without a full stop; the heading: "This page does not exist".
    var sentence: String
    /// What to do next, one plain sentence.
    var advice: String
    /// Where the button leads.
    var backPath: String = "/"
    /// The text on the button.
    var backLabel: String
}
