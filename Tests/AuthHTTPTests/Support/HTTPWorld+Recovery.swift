import AuthDomain
import AuthHTTP
import Cryptography
import TestSupport

extension HTTPWorld {
    /// What the pages of recovery and of addresses call.
    static func recoveryServices(
        _ stores: Stores, passwords: SignIn.PasswordCheck, pins: SignIn.PINService, hasher: any PasswordHashing,
        composer: any NoticeComposing, clock: SettableClock, sealer: AESSealer
    ) -> RecoveryServices {
        let random = SystemRandomness()
        let digest = LibraryDigest()
        let events = Audit.SecurityEventList(store: stores.securityEvents)
        return RecoveryServices(
            codes: Recovery.CodeService(
                codes: stores.recoveryCodes, accounts: stores.accounts, composer: composer,
                sealer: sealer, random: random, digest: digest, clock: clock,
                limits: SignIn.CodeLimits()),
            repudiations: Recovery.RepudiationService(
                store: stores.repudiations, accounts: stores.accounts,
                addresses: stores.addressChanges, events: events,
                composer: composer, digest: digest, clock: clock),
            addresses: Accounts.AddressChangeService(
                store: stores.addressChanges, accounts: stores.accounts, pins: pins,
                composer: composer, random: random, digest: digest, clock: clock),
            accounts: AccountService(
                accounts: stores.accounts, hasher: hasher, composer: composer, random: random,
                clock: clock),
            passwords: Accounts.PasswordChangeService(
                passwords: passwords, accounts: stores.accounts, hasher: hasher,
                composer: composer, clock: clock),
            events: events)
    }
}
