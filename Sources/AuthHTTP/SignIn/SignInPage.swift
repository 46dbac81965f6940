/// The form that asks for "Username" and "Password" (`/sign-in`).
///
/// Every way to fail is the same `frame.problem`, whatever was wrong.
struct SignInPage: Page {
    static let template = "sign-in"

    var frame: PageFrame
    /// The user name as typed before, or empty.
    var username: String = ""
    /// The path to go on to; a path on this server that the caller has checked.
    var next: String? = nil
}
