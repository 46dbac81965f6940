extension SignIn {
    /// A way by which a phone's sign-in may go on, as `alternatives` names it (`docs/http-api.md`).
    package enum PhoneWay: String, Sendable, CaseIterable {
        /// Register this phone with the portal's QR code.
        case verifyDevice = "verify_device"
        /// A running code of another authenticator app, or of another phone.
        case oneTimeCode = "one_time_code"
        /// Let another phone of the person vouch for this one.
        case phoneApproval = "phone_approval"
        /// A PIN by e-mail.
        case email
        /// A PIN by text message.
        case sms
        /// One of the person's recovery codes; this phone is registered with it.
        case recoveryCode = "recovery_code"
        /// A temporary code of an administrator.
        case bypassCode = "bypass_code"

        /// Ways that let somebody in without two factors: only until the policy's date.
        package var isWeak: Bool {
            switch self {
            case .email, .sms, .bypassCode: true
            case .verifyDevice, .oneTimeCode, .phoneApproval, .recoveryCode: false
            }
        }
    }

    /// What a phone's sign-in has to do, and what it may do instead.
    package struct PhoneNeeds: Sendable, Equatable {
        package let step: NextStep
        /// Best first, without the step itself.
        package let alternatives: [PhoneWay]

        /// What someone with a proved password and an unknown phone must do.
        ///
        /// Whoever knows the password alone learns from it whether there is a registered phone and whether
        /// there is another authenticator, as the portal tells too by asking for one; not whether there is
        /// an address, a recovery code or a temporary code.
        package init(
            factors: [Device], decision: Policy.Decision, client: String, channels: Set<Delivery.Channel>
        ) {
            let requirement = decision.requirement(in: client)
            let isOffered = decision.letsOthersStandIn(in: client)
            let hasAuthenticator = factors.contains { $0.kind == .authenticator }
            if hasAuthenticator {
                step = .oneTimeCode(wasWrong: false)
            } else if factors.isEmpty, case .offered(let date) = requirement {
                step = .offerDevice(mandatoryFrom: date)
            } else {
                // Someone who has registered a phone is never let in without a second step, whatever the date.
                step = .verifyDevice(reason: nil)
            }
            guard !factors.isEmpty else {
                alternatives = []
                return
            }
            var ways: [PhoneWay] = []
            if factors.contains(where: { $0.kind == .phone }) { ways.append(.phoneApproval) }
            if hasAuthenticator {
                ways.append(.verifyDevice)
            } else if isOffered {
                ways.append(.oneTimeCode)
            }
            if isOffered {
                let pins = channels.intersection(decision.pinChannels.value)
                if pins.contains(.email) { ways.append(.email) }
                if pins.contains(.sms) { ways.append(.sms) }
            }
            ways.append(.recoveryCode)
            if isOffered { ways.append(.bypassCode) }
            alternatives = ways
        }
    }
}
