import AuthDomain
import TestSupport

extension World {
    var bypass: HelpDesk.BypassService {
        HelpDesk.BypassService(
            store: stores.bypassCodes, composer: PlainComposer(), random: random, digest: digest,
            clock: clock, limits: SignIn.CodeLimits())
    }

    var resets: HelpDesk.ResetService {
        HelpDesk.ResetService(
            store: stores.resets, devices: stores.devices, composer: PlainComposer(),
            random: random, clock: clock, policy: policy)
    }

    var unlocks: HelpDesk.UnlockService {
        HelpDesk.UnlockService(
            accounts: stores.accounts, freezes: stores.freezes, composer: PlainComposer(),
            digest: digest, clock: clock)
    }

    var roles: RoleService { RoleService(roles: stores.roles, composer: PlainComposer(), clock: clock) }

    /// A member of staff.
    func addStaff(_ username: String, _ role: Account.Role = .helpdesk) async throws -> Account {
        try await stores.add(
            Sample.account(username, role: role, passwordHash: FastHasher.current(Self.password)))
    }
}
