import AuthDomain
import AuthHTTP
import Cryptography
import TestSupport

extension HTTPWorld {
    /// What the pages of the help desk call.
    static func helpDeskServices(
        _ stores: Stores, policy: Policy.Settings, composer: any NoticeComposing,
        clock: SettableClock, sealer: AESSealer
    ) -> HelpDeskServices {
        let random = SystemRandomness()
        let digest = LibraryDigest()
        let resets = HelpDesk.ResetService(
            store: stores.resets, devices: stores.devices, composer: composer, random: random,
            clock: clock, policy: policy)
        let bypassCodes = HelpDesk.BypassService(
            store: stores.bypassCodes, composer: composer, random: random, digest: digest,
            clock: clock, limits: SignIn.CodeLimits())
        return HelpDeskServices(
            people: HelpDesk.PeopleService(
                accounts: stores.accounts, devices: stores.devices,
                recoveryCodes: Recovery.CodeService(
                    codes: stores.recoveryCodes, accounts: stores.accounts, composer: composer,
                    sealer: sealer, random: random, digest: digest, clock: clock,
                    limits: SignIn.CodeLimits()),
                resets: resets, bypassCodes: bypassCodes),
            resets: resets, bypassCodes: bypassCodes,
            unlocks: HelpDesk.UnlockService(
                accounts: stores.accounts, freezes: stores.freezes, composer: composer, digest: digest, clock: clock),
            invitations: SignIn.InvitationService(
                store: stores.invitations, random: random, digest: digest, clock: clock,
                limits: SignIn.CodeLimits()))
    }
}
