/// The section "Details" of the user profile (`/profile`).
struct DetailsPage: Page {
    static let template = "details"

    var frame: PageFrame
    /// The name this person signs in with.
    var username: String
    /// The name shown to people.
    var displayName: String
    /// The address that notices go to, or `nil` when there is none or it is hidden.
    var email: String? = nil
    /// The address is not shown to somebody who has proved a password alone.
    var isEmailHidden: Bool = false
    /// When this browser signed in.
    var signedInSince: Moment
}
