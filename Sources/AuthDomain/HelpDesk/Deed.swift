extension HelpDesk {
    /// What staff can do for a person.
    package enum Deed: String, Sendable, CaseIterable {
        case startReset
        case approveReset
        case withdrawReset
        case issueBypassCode
        case revokeBypassCode
        case issueInvitation
        /// Forgets wrong passwords and codes.
        case unlock
        /// Ends the freeze that followed "This was not me".
        case thaw

        /// Whether it helps somebody towards a new factor, which a frozen account must not get.
        var leadsToFactors: Bool {
            switch self {
            case .startReset, .approveReset, .issueBypassCode, .issueInvitation: true
            case .withdrawReset, .revokeBypassCode, .unlock, .thaw: false
            }
        }

        /// What a role must allow for it.
        var permission: Console.Permission { self == .thaw ? .endFreezes : .helpPeople }
    }

    /// Who does something for a person.
    package enum Agent: Sendable {
        /// A signed-in member of staff, with the role of this moment.
        case staff(Account)
        /// Whoever has the server's command line; may help everybody.
        case commandLine

        /// How the audit log names it.
        package var actor: Audit.Actor {
            switch self {
            case .commandLine: .commandLine
            case .staff(let account):
                switch account.role {
                case .admin: .administrator(account.id)
                case .auditor: .auditor(account.id)
                case .helpdesk, .person: .helpDesk(account.id)
                }
            }
        }
    }

    /// Why somebody may not do something for a person.
    package enum Refusal: Error, Sendable, Equatable {
        /// Their role does not allow it to anybody.
        case notAllowed
        /// Nobody helps themselves.
        case ownAccount
        /// Administrators, auditors and the help desk get help on the command line alone.
        case privilegedAccount
        /// Nobody signs in to a disabled account.
        case disabledAccount
        /// Somebody said "This was not me": an administrator must thaw the account first.
        case frozenAccount(until: Instant)
    }

    /// Says of an account, as it is inside a transaction, why something may not be done for it.
    package typealias Objection = @Sendable (Account) -> Refusal?

    /// Who may do what to whom.
    package enum Rules {
        /// Why `who` may not do `deed` for `person` at `now`; `nil`: they may.
        package static func refusal(
            of deed: Deed, by who: Agent, for person: Account, at now: Instant
        ) -> Refusal? {
            if case .staff(let staff) = who {
                guard staff.role.allows(deed.permission) else { return .notAllowed }
                guard staff.id != person.id else { return .ownAccount }
                guard person.role == .person || reachesStaff(deed, staff.role) else {
                    return .privilegedAccount
                }
            }
            guard deed.leadsToFactors else { return nil }
            if person.isDisabled { return .disabledAccount }
            if let until = person.frozenUntil, person.isFrozen(at: now) {
                return .frozenAccount(until: until)
            }
            return nil
        }

        /// Administrators unlock and thaw each other and the rest of the staff: neither gives a factor.
        private static func reachesStaff(_ deed: Deed, _ role: Account.Role) -> Bool {
            role == .admin && (deed == .unlock || deed == .thaw)
        }
    }
}
