import AuthDomain
import AuthHTTP
import Cryptography
import TestSupport

extension HTTPWorld {
    /// What the pages of the help desk call.
    static func helpDeskServices(
        _ stores: Stores, policy: Policy.Settings, policies: PolicyService, approvals: Set<Console.Proposal.Kind>,
        composer: any NoticeComposing,
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
        let accounts = AccountService(
            accounts: stores.accounts, hasher: hasher, composer: composer, random: random,
            clock: clock)
        let administration = People.Administration(
            accounts: accounts,
            roles: RoleService(roles: stores.roles, composer: composer, clock: clock),
            devices: DeviceService(devices: stores.devices, composer: composer, clock: clock),
            sessions: stores.openSessions,
            exemptions: Policy.ExemptionService(
                policies: policies, devices: stores.devices, composer: composer, clock: clock),
            composer: composer, clock: clock)
        return HelpDeskServices(
            people: HelpDesk.PeopleService(
                accounts: stores.accounts, devices: stores.devices,
                recoveryCodes: Recovery.CodeService(
                    codes: stores.recoveryCodes, accounts: stores.accounts, composer: composer,
                    sealer: sealer, random: random, digest: digest, clock: clock,
                    limits: SignIn.CodeLimits()),
                resets: resets, bypassCodes: bypassCodes),
            directory: People.Directory(store: stores.people, audit: stores.audit, clock: clock),
            admission: People.Admission(accounts: accounts, random: random),
            importing: FakeImport(accounts: stores.accounts),
            administration: administration,
            resets: resets, bypassCodes: bypassCodes,
            unlocks: HelpDesk.UnlockService(
                accounts: stores.accounts, freezes: stores.freezes, composer: composer, digest: digest, clock: clock),
            invitations: SignIn.InvitationService(
                store: stores.invitations, composer: composer, random: random, digest: digest, clock: clock,
                limits: SignIn.CodeLimits()),
            approvals: Console.ApprovalService(
                store: stores.proposals, administration: administration, policies: policies,
                groups: Policy.GroupService(store: stores.groups, clock: clock), accounts: stores.accounts,
                random: random, clock: clock, kinds: approvals))
    }
}
