extension Recovery {
    /// How long an account is frozen, and until when somebody may say "This was not me".
    package enum Freeze {
        /// How long no factor and no address may be changed after "This was not me".
        package static let span = Duration.hours(24)
    }

    /// What "This was not me" takes back, beside signing out everything.
    package enum Remedy: Sendable, Equatable {
        /// The device with this identifier goes, and its secret.
        case removeDevice(String)
        /// The phone goes that an old phone vouched for in this request.
        case removeApprovedPhone(String)
        /// All recovery codes go.
        case wipeRecoveryCodes
        /// The address of before this change comes back.
        case undoAddressChange(String)
        /// There is nothing to take back: a removal, a password, a code of an administrator, which ends
        /// with everything else.
        case none

        /// What to take back of the notice named `event`, which made `subject`.
        package init(event: String, subject: String?) {
            switch (event, subject) {
            case ("device-registered", let subject?), ("authenticator-registered", let subject?):
                self = .removeDevice(subject)
            case ("phone-approved", let subject?):
                self = .removeApprovedPhone(subject)
            case ("recovery-codes-issued", _), ("recovery-code-used", _):
                self = .wipeRecoveryCodes
            case ("address-changed", let subject?):
                self = .undoAddressChange(subject)
            default:
                self = .none
            }
        }
    }
}

extension Audit.Action {
    /// Whether a person may say of such an entry "This was not me".
    package var isRepudiable: Bool { noticeName != nil }

    /// The name that notices of such an entry have (``Delivery/Notice/name``), or one like it for sign-ins,
    /// of which nobody is told; `nil`: nobody can have done it in the person's place.
    package var noticeName: String? {
        switch self {
        case .deviceRegistered: "device-registered"
        case .deviceRevoked: "device-removed"
        case .passwordReset: "password-reset"
        case .passwordChanged: "password-changed"
        case .recoveryCodesIssued: "recovery-codes-issued"
        case .recoveryCodeAccepted: "recovery-code-used"
        case .addressChanged: "address-changed"
        case .browserRemembered: "browser-remembered"
        case .browserTokenReused: "browser-reused"
        case .bypassCodeIssued: "bypass-code-issued"
        case .bypassCodeAccepted: "bypass-code-used"
        case .resetStarted: "reset-started"
        case .phoneApproved: "phone-approved"
        case .portalSignedIn, .phoneSignedIn: "signed-in"
        default: nil
        }
    }
}
