/// Another password of one's own (`/profile/password`).
struct ChangePasswordPage: Page {
    static let template = "change-password"

    var frame: PageFrame
    /// Why the present password was not accepted; shown at the field.
    var presentProblem: String?
    /// Why the new one was not; shown at the field.
    var newProblem: String?
}
