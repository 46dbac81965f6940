/// Steps 2 and 3 of 3 of a registration: the QR code and the "One-time code"
/// (`/profile/access/mobile/register/{id}`).
///
/// Reloading the page changes nothing about the registration.
struct PairingPage: Page {
    static let template = "pairing"

    var frame: PageFrame
    /// The path of this registration without a slash at the end; the picture, the live status and all
    /// forms of the page lie below it.
    var path: String
    /// The name exactly as typed.
    var deviceName: String
    /// The code to type by hand: ten characters as `XXXXX-XXXXX`.
    var setupCode: String
    /// The link that the QR code holds; "I'm on my phone" opens it.
    var pairingLink: String
    /// `pending` or `claimed`, as in the live status.
    var state: String
    /// A phone has scanned the code.
    var isClaimed: Bool
    /// What the phone that has scanned calls itself, "Pixel 8" or "A phone".
    var phone: String
    /// Whole seconds until the registration expires, 0 or more.
    var expiresIn: Int
    /// The same for people, rounded up: "9 minutes".
    var timeLeft: String
    /// Why the code was not accepted, with "n tries left"; shown at the field.
    var codeProblem: String?

    /// Creates the page.
    ///
    /// - Parameters:
    ///   - frame: What the layout shows.
    ///   - path: The path of this registration, without a slash at the end.
    ///   - deviceName: The name exactly as typed.
    ///   - setupCode: Ten characters as `XXXXX-XXXXX`.
    ///   - pairingLink: The link that the QR code holds.
    ///   - isClaimed: A phone has scanned the code.
    ///   - phone: What that phone is called.
    ///   - expiresIn: Whole seconds until the registration expires.
    ///   - timeLeft: The same for people.
    ///   - codeProblem: Why the code was not accepted.
    init(
        frame: PageFrame,
        path: String,
        deviceName: String,
        setupCode: String,
        pairingLink: String,
        isClaimed: Bool,
        phone: String,
        expiresIn: Int,
        timeLeft: String,
        codeProblem: String? = nil
    ) {
        self.frame = frame
        self.path = path
        self.deviceName = deviceName
        self.setupCode = setupCode
        self.pairingLink = pairingLink
        self.isClaimed = isClaimed
        self.state = isClaimed ? "claimed" : "pending"
        self.phone = phone
        self.expiresIn = max(0, expiresIn)
        self.timeLeft = timeLeft
        self.codeProblem = codeProblem
    }
}
