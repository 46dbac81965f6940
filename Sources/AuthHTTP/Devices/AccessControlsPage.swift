import AuthDomain

/// The section "Access controls" of the user profile (`/profile/access`).
struct AccessControlsPage: Page {
    static let template = "access-controls"

    /// How many recovery codes there are.
    struct RecoveryCodes: Sendable {
        /// There are some.
        var hasAny: Bool
        /// So few that new ones should be got.
        var isLow: Bool
        /// How many, in words: "3 codes left".
        var text: String

        /// `left` codes are there; `text` says so.
        init(left: Int, text: String) {
            hasAny = left > 0
            isLow = left > 0 && left <= Recovery.CodeCount.few
            self.text = text
        }
    }

    var frame: PageFrame
    /// At least one phone is registered.
    var isMobileOn: Bool
    /// How many phones are registered, in words: "1 phone", "2 phones".
    var phones: String
    /// Registered authenticator apps of other makers; they are listed and removed here.
    var authenticators: [DeviceRow]
    /// At least one authenticator app is registered.
    var hasAuthenticators: Bool
    /// Recovery codes; `nil` for whoever has not proved two factors.
    var recoveryCodes: RecoveryCodes?
    /// What happened lately, newest first; empty for whoever has not proved two factors.
    private(set) var events: [SecurityEventRow] = []
    /// There is something in ``events``.
    private(set) var hasEvents = false

    /// The re-registration that somebody started, or `nil`.
    var reset: OwnReset?

    /// Browsers that are not asked for the second step, newest first.
    var browsers: [BrowserRow] = []
    /// At least one browser is remembered.
    var hasBrowsers = false

    /// Creates the page for a person with `deviceCount` phones (0 or more).
    init(frame: PageFrame, deviceCount: Int, phones: String, authenticators: [DeviceRow] = []) {
        self.frame = frame
        self.isMobileOn = deviceCount > 0
        self.phones = phones
        self.authenticators = authenticators
        self.hasAuthenticators = !authenticators.isEmpty
    }

    /// Lists `events`.
    mutating func show(_ events: [SecurityEventRow]) {
        self.events = events
        hasEvents = !events.isEmpty
    }
}
