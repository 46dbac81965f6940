import AuthDomain

/// What the pages of recovery and of addresses call.
package struct RecoveryServices: Sendable {
    package let codes: Recovery.CodeService
    package let repudiations: Recovery.RepudiationService
    package let addresses: Accounts.AddressChangeService
    package let accounts: AccountService
    package let passwords: Accounts.PasswordChangeService
    package let events: Audit.SecurityEventList

    /// Bundles the services.
    package init(
        codes: Recovery.CodeService, repudiations: Recovery.RepudiationService,
        addresses: Accounts.AddressChangeService, accounts: AccountService,
        passwords: Accounts.PasswordChangeService,
        events: Audit.SecurityEventList
    ) {
        self.codes = codes
        self.repudiations = repudiations
        self.addresses = addresses
        self.accounts = accounts
        self.passwords = passwords
        self.events = events
    }
}
