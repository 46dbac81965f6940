extension SignIn {
    /// A way to take the second step. Stored names never change their meaning.
    package enum SecondStepMethod: String, Sendable, CaseIterable {
        /// The running code of a registered phone.
        case phone
        /// The running code of another authenticator app.
        case authenticator
        /// A PIN by e-mail.
        case email
        /// A PIN by text message.
        case sms
        /// One of the person's recovery codes.
        case recoveryCode = "recovery-code"
        /// A temporary code that an administrator handed out.
        case bypassCode = "bypass-code"
        /// A code that an administrator handed out for the first registration; no second step otherwise.
        case invitation

        /// The channel of a PIN; `nil` for everything that is not sent.
        package var channel: Delivery.Channel? {
            switch self {
            case .email: .email
            case .sms: .sms
            case .phone, .authenticator, .recoveryCode, .bypassCode, .invitation: nil
            }
        }

        /// Whether it makes two factors of a password, and so may precede a change of factors.
        package var isStrong: Bool {
            switch self {
            case .phone, .authenticator, .recoveryCode: true
            case .email, .sms, .bypassCode, .invitation: false
            }
        }

        /// Whether it is worth remembering as the way that a person prefers.
        var isPreferable: Bool { self != .bypassCode && self != .invitation }
    }
}
