/// "Confirm that it is you": asked before a change of factors when the sign-in is too long ago.
struct ReauthenticatePage: Page {
    static let template = "reauthenticate"

    var frame: PageFrame
    /// The path to go on to; a path on this server that the caller has checked.
    var next: String
    /// The person has a factor, so a one-time code is asked for too.
    var needsCode: Bool
    /// A recovery code is asked for in place of it.
    var needsRecoveryCode = false
    /// The person may choose a recovery code.
    var offersRecoveryCode = false
    /// ``next`` as the rest of a query: `&next=…`.
    var nextQuery = ""
    /// Where "Cancel" leads.
    var cancelPath: String = "/profile/access"
}
