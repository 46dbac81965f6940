import AuthDomain
import AuthHTTP
import SQLStorage
import Settings

extension Installation {
    /// Issues recovery codes and checks them.
    var recoveryCodes: Recovery.CodeService {
        Recovery.CodeService(
            codes: SQLRecoveryCodeStore(engine: engine, digest: digest), accounts: accounts,
            composer: composer, sealer: sealer, random: random, digest: digest, clock: clock,
            limits: settings.signIn.codes)
    }

    /// "This was not me".
    var repudiations: Recovery.RepudiationService {
        Recovery.RepudiationService(
            store: SQLRepudiationStore(engine: engine, digest: digest), accounts: accounts,
            addresses: SQLAddressChangeStore(engine: engine, digest: digest), events: securityEvents,
            composer: composer, digest: digest, clock: clock)
    }

    /// Changes addresses.
    var addressChanges: Accounts.AddressChangeService {
        Accounts.AddressChangeService(
            store: SQLAddressChangeStore(engine: engine, digest: digest), accounts: accounts,
            pins: pinService, composer: composer, random: random, digest: digest, clock: clock)
    }

    /// What the pages of recovery and of addresses call.
    var recoveryServices: RecoveryServices {
        RecoveryServices(
            codes: recoveryCodes, repudiations: repudiations, addresses: addressChanges,
            accounts: accountService, passwords: passwordChanges, events: securityEvents)
    }

    private var passwordChanges: Accounts.PasswordChangeService {
        Accounts.PasswordChangeService(
            passwords: passwordCheck, accounts: accounts, hasher: hasher, composer: composer,
            clock: clock)
    }

    private var securityEvents: Audit.SecurityEventList {
        Audit.SecurityEventList(store: SQLSecurityEventStore(engine: engine))
    }
}
