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
    }
}
