/// The question before a device is removed (`/profile/access/mobile/devices/{id}/remove`).
struct RemoveDevicePage: Page {
    static let template = "remove-device"

    var frame: PageFrame
    /// The name its owner gave it.
    var deviceName: String
    /// The model it reported, or `nil`.
    var model: String? = nil
    /// When its registration was completed.
    var registered: Moment
    /// The path that "Remove device" posts to.
    var path: String
    /// Where "Cancel" leads.
    var cancelPath: String = "/profile/access/mobile"
    /// It is an authenticator app of another maker, not a phone bound to the account.
    var isAuthenticator: Bool = false
    /// It is the last factor: afterwards the person must register a phone to sign in to the app.
    var isLast: Bool = false
}
