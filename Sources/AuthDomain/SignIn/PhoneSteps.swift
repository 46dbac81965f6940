extension SignIn {
    /// What a phone's sign-in needs beyond passwords and one-time codes.
    package struct PhoneSteps: Sendable {
        let accounts: any AccountStore
        let approvals: PhoneApprovals
        let registration: RegistrationService
        let pins: PINService
        let recoveryCodes: Recovery.CodeService
        let bypassCodes: HelpDesk.BypassService
        /// The channels that PINs can travel on.
        let channels: Set<Delivery.Channel>

        /// Bundles what the steps call.
        package init(
            accounts: any AccountStore, approvals: PhoneApprovals,
            registration: RegistrationService, pins: PINService,
            recoveryCodes: Recovery.CodeService, bypassCodes: HelpDesk.BypassService,
            channels: Set<Delivery.Channel>
        ) {
            self.accounts = accounts
            self.approvals = approvals
            self.registration = registration
            self.pins = pins
            self.recoveryCodes = recoveryCodes
            self.bypassCodes = bypassCodes
            self.channels = channels
        }
    }
}
