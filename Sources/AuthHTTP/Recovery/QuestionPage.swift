/// A question with one button: what a link in a message opens, and what is asked before something ends.
///
/// Opening it does nothing, so that programs which look at links in messages do no harm.
struct QuestionPage: Page {
    static let template = "question"

    var frame: PageFrame
    /// What the question is about, in one or two sentences.
    var sentences: [String]
    /// The text on the button.
    var button: String
    /// The path that the button posts to.
    var path: String
    /// Whether the button takes something away.
    var isDangerous: Bool = true
    /// Where "Cancel" leads; `nil`: closing the page is enough.
    var cancelPath: String? = nil
}

/// What was done, or may have been done, and what to do next.
struct DonePage: Page {
    static let template = "done"

    var frame: PageFrame
    /// What happened.
    var sentences: [String]
    /// What to do now, in order; may be empty.
    var steps: [String]
    /// Whether there are any.
    var hasSteps: Bool
    /// Where the button leads.
    var path: String
    /// The text on it.
    var button: String

    /// Creates the page.
    init(
        frame: PageFrame, sentences: [String], steps: [String] = [], path: String, button: String
    ) {
        self.frame = frame
        self.sentences = sentences
        self.steps = steps
        self.hasSteps = !steps.isEmpty
        self.path = path
        self.button = button
    }
}
