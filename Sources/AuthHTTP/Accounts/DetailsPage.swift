/// The section "Details" of the user profile (`/profile`).
struct DetailsPage: Page {
    static let template = "details"

    var frame: PageFrame
    /// The name this person signs in with.
    var username: String
    /// The name shown to people.
    var displayName: String
    /// The address that notices go to, or `nil` when there is none.
    var email: String? = nil
    /// The sign-in before this one, or `nil` when this is the first.
    var lastSignIn: Moment? = nil
}
