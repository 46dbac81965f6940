import AuthDomain
import AuthHTTP
import SQLStorage
import Settings

extension Installation {
    var resets: any FactorResetStore { SQLFactorResetStore(engine: engine, digest: digest) }

    /// Re-registrations.
    var resetService: HelpDesk.ResetService {
        HelpDesk.ResetService(
            store: resets, devices: devices, composer: composer, random: random, clock: clock,
            policy: settings.policy)
    }

    /// Temporary codes in place of the second step.
    var bypassCodes: HelpDesk.BypassService {
        HelpDesk.BypassService(
            store: SQLBypassCodeStore(engine: engine, digest: digest), composer: composer,
            random: random, digest: digest, clock: clock, limits: settings.signIn.codes)
    }

    /// Lets people try again and ends freezes.
    var unlockService: HelpDesk.UnlockService {
        HelpDesk.UnlockService(
            accounts: accounts, freezes: SQLFreezeStore(engine: engine, digest: digest),
            composer: composer,
            digest: digest, clock: clock)
    }

    /// Gives people roles.
    var roleService: RoleService {
        RoleService(
            roles: SQLRoleStore(engine: engine, digest: digest), composer: composer, clock: clock)
    }

    /// Who is there, and how they stand.
    var people: any PeopleStore { SQLPeopleStore(engine: engine, rule: settings.signIn.codes.rule) }

    /// What the pages of the help desk call.
    var helpDeskServices: HelpDeskServices {
        HelpDeskServices(
            people: HelpDesk.PeopleService(
                accounts: accounts, devices: devices, recoveryCodes: recoveryCodes,
                resets: resetService, bypassCodes: bypassCodes),
            directory: People.Directory(store: people, audit: audit, clock: clock),
            admission: People.Admission(accounts: accountService, random: random),
            importing: ConsoleImport(installation: self),
            administration: administration,
            resets: resetService, bypassCodes: bypassCodes, unlocks: unlockService,
            invitations: invitationService,
            approvals: AuthDomain.Console.ApprovalService(
                store: SQLProposalStore(engine: engine, digest: digest), administration: administration,
                policies: policies, groups: groups, accounts: accounts, random: random, clock: clock,
                kinds: settings.console.approvals))
    }

    /// Changes accounts for administrators.
    private var administration: People.Administration {
        People.Administration(
            accounts: accountService, roles: roleService, devices: deviceService,
            sessions: SQLOpenSessionStore(
                engine: engine, digest: digest, limits: settings.signIn.sessions),
            exemptions: exemptions, composer: composer, clock: clock)
    }
}
