/// A registration that can no longer be completed, and the way to a new one.
struct PairingEndedPage: Page {
    static let template = "pairing-ended"

    /// Why a registration ended.
    enum Ending: Sendable {
        /// The time was over.
        case expired
        /// Five wrong codes.
        case exhausted
        /// "This is not my phone".
        case rejected
    }

    var frame: PageFrame
    /// The name exactly as typed.
    var deviceName: String
    /// The time was over.
    var isExpired: Bool
    /// Five wrong codes.
    var isExhausted: Bool
    /// The person said that it is not their phone.
    var isRejected: Bool
    /// Where "Start again" leads.
    var restartPath: String

    /// Creates the page for one ending.
    init(
        frame: PageFrame,
        deviceName: String,
        ending: Ending,
        restartPath: String = "/profile/access/mobile/register"
    ) {
        self.frame = frame
        self.deviceName = deviceName
        self.isExpired = ending == .expired
        self.isExhausted = ending == .exhausted
        self.isRejected = ending == .rejected
        self.restartPath = restartPath
    }
}
