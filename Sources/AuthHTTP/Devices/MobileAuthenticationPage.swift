/// One registered device in a list.
struct DeviceRow: Sendable {
    /// The name its owner gave it.
    var name: String
    /// The model it reported, such as "Pixel 8", or `nil` when it reported none.
    var model: String? = nil
    /// When its registration was completed.
    var registered: Moment
    /// When it last proved itself, or `nil` when it never did.
    var lastUsed: Moment? = nil
    /// The path of the page that asks whether to remove it.
    var removePath: String
}

/// "Mobile authentication": the registered phones and the way to one more (`/profile/access/mobile`).
struct MobileAuthenticationPage: Page {
    static let template = "mobile-authentication"

    var frame: PageFrame
    /// The registered phones, newest first.
    var devices: [DeviceRow]
    /// There is at least one phone.
    var hasDevices: Bool
    /// The limit is reached: "Register new device" is not offered.
    var isFull: Bool
    /// How many phones one person may register, 1…20.
    var limit: Int
    /// When a phone becomes needed to sign in to the app; `nil` when that is not decided, already so, or no
    /// matter to the person.
    var countdown: Countdown?
    /// The person should get recovery codes now.
    var lacksRecoveryCodes = false
    /// How many recovery codes are left, in words, when they are few.
    var fewRecoveryCodes: String? = nil

    /// Creates the page; it is full when as many devices as `limit` are registered.
    init(frame: PageFrame, devices: [DeviceRow], limit: Int, countdown: Countdown? = nil) {
        self.frame = frame
        self.devices = devices
        self.hasDevices = !devices.isEmpty
        self.isFull = devices.count >= limit
        self.limit = limit
        self.countdown = countdown
    }
}
