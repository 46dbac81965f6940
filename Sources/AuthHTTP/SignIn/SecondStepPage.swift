/// The form that asks for the "One-time code" after the password (`/sign-in/code`).
struct SecondStepPage: Page {
    static let template = "second-step"

    var frame: PageFrame
    /// The name whose password was proved.
    var username: String
    /// The path to go on to; a path on this server that the caller has checked.
    var next: String? = nil
    /// Why the code was not accepted and what to do next; shown at the field.
    var codeProblem: String? = nil
}
