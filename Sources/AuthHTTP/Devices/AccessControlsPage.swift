/// The section "Access controls" of the user profile (`/profile/access`).
struct AccessControlsPage: Page {
    static let template = "access-controls"

    var frame: PageFrame
    /// At least one phone is registered.
    var isMobileOn: Bool
    /// How many phones are registered, in words: "1 phone", "2 phones".
    var phones: String
    /// Registered authenticator apps of other makers; they are listed and removed here.
    var authenticators: [DeviceRow]
    /// At least one authenticator app is registered.
    var hasAuthenticators: Bool

    /// Creates the page for a person with `deviceCount` phones (0 or more).
    init(frame: PageFrame, deviceCount: Int, authenticators: [DeviceRow] = []) {
        self.frame = frame
        self.isMobileOn = deviceCount > 0
        self.phones = deviceCount == 1 ? "1 phone" : "\(deviceCount) phones"
        self.authenticators = authenticators
        self.hasAuthenticators = !authenticators.isEmpty
    }
}
