import AuthDomain
import TestSupport
import Testing

/// Who may do what to whom.
@Suite struct RulesTests {
    private static let now = Sample.morning
    private static let helping: [HelpDesk.Deed] = HelpDesk.Deed.allCases.filter { $0 != .thaw }

    @Test(arguments: HelpDesk.Deed.allCases, Account.Role.allCases)
    func ordinaryPeopleAreHelpedByTheirHelpDeskAndAdministrators(
        deed: HelpDesk.Deed, role: Account.Role
    ) {
        let refusal = refusal(of: deed, by: role, for: Sample.account("maria"))
        switch role {
        case .person, .auditor: #expect(refusal == .notAllowed)
        case .helpdesk: #expect(refusal == (deed == .thaw ? .notAllowed : nil))
        case .admin: #expect(refusal == nil)
        }
    }

    @Test(arguments: HelpDesk.Deed.allCases, [Account.Role.helpdesk, .auditor, .admin])
    func nobodyHelpsStaffButAdministratorsWhoUnlock(deed: HelpDesk.Deed, role: Account.Role) {
        let staff = Sample.account("other", role: role)
        #expect(
            refusal(of: deed, by: .helpdesk, for: staff)
                == (deed == .thaw ? .notAllowed : .privilegedAccount))
        let isUnlocking = deed == .unlock || deed == .thaw
        #expect(refusal(of: deed, by: .admin, for: staff) == (isUnlocking ? nil : .privilegedAccount))
    }

    @Test(arguments: helping, [Account.Role.helpdesk, .admin])
    func nobodyHelpsThemselves(deed: HelpDesk.Deed, role: Account.Role) {
        let staff = Sample.account("ada", role: role)
        #expect(
            HelpDesk.Rules.refusal(of: deed, by: .staff(staff), for: staff, at: Self.now)
                == .ownAccount)
    }

    @Test(arguments: HelpDesk.Deed.allCases, Account.Role.allCases)
    func theCommandLineHelpsEverybody(deed: HelpDesk.Deed, role: Account.Role) {
        let person = Sample.account("maria", role: role)
        #expect(
            HelpDesk.Rules.refusal(of: deed, by: .commandLine, for: person, at: Self.now) == nil)
    }

    @Test(arguments: HelpDesk.Deed.allCases)
    func nothingLeadsToAFactorOfAFrozenOrDisabledAccount(deed: HelpDesk.Deed) {
        let until = Self.now + .hours(1)
        let frozen = Sample.frozen("maria", until: until)
        let disabled = Sample.account("dora", isDisabled: true)
        let isHarmless = [.withdrawReset, .revokeBypassCode, .unlock, .thaw].contains(deed)
        for who in [HelpDesk.Agent.commandLine, .staff(Sample.account("ada", role: .admin))] {
            #expect(
                HelpDesk.Rules.refusal(of: deed, by: who, for: frozen, at: Self.now)
                    == (isHarmless ? nil : .frozenAccount(until: until)))
            #expect(HelpDesk.Rules.refusal(of: deed, by: who, for: frozen, at: until) == nil)
            #expect(
                HelpDesk.Rules.refusal(of: deed, by: who, for: disabled, at: Self.now)
                    == (isHarmless ? nil : .disabledAccount))
        }
    }

    private func refusal(
        of deed: HelpDesk.Deed, by role: Account.Role, for person: Account
    ) -> HelpDesk.Refusal? {
        HelpDesk.Rules.refusal(
            of: deed, by: .staff(Sample.account("staff", role: role)), for: person, at: Self.now)
    }
}

extension Sample {
    /// A person who said "This was not me".
    static func frozen(_ username: String, until end: Instant) -> Account {
        Account(
            id: id(), username: required(Username(username), "username"), displayName: username,
            email: nil, role: .person, passwordHash: "hash", createdAt: morning, frozenUntil: end)
    }
}
