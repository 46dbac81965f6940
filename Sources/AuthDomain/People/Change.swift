extension People {
    /// What an administrator changes of somebody's account.
    package enum Change: Sendable, Equatable {
        /// Nobody signs in to the account any more; everything open ends.
        case disable
        case enable
        case give(Account.Role)
        /// Takes a phone or an authenticator app away.
        case remove(Identifier<Device>)
        /// Signs the person out everywhere.
        case endSessions
        /// Lets the person go on without a registered phone for some time.
        case exempt(Policy.ExemptionTerms)
        case endExemption
    }

    /// What came of a change.
    package enum ChangeOutcome: Sendable, Equatable {
        case done
        /// It was so already, or somebody else was first.
        case unchanged
        /// Nobody else is an administrator who can sign in.
        case lastAdministrator
        case refused(HelpDesk.Refusal)
    }

    /// Who may change whose account.
    package enum Rules {
        /// Why `staff` may not change the account of `person`; `nil`: they may. Administrators alone do, and nobody
        /// changes their own account here: they can neither raise nor shut out themselves.
        package static func refusal(by staff: Account, for person: Account) -> HelpDesk.Refusal? {
            guard staff.role.allows(.managePeople) else { return .notAllowed }
            return staff.id == person.id ? .ownAccount : nil
        }
    }

    /// What somebody has open.
    package struct OpenSessions: Sendable, Equatable {
        /// Browsers that are signed in to the portal.
        package let browsers: Int
        /// Apps that are signed in.
        package let apps: Int
        /// Browsers that are not asked for a code.
        package let remembered: Int

        /// Counts what is open.
        package init(browsers: Int, apps: Int, remembered: Int) {
            self.browsers = browsers
            self.apps = apps
            self.remembered = remembered
        }

        /// Whether there is anything to end.
        package var isNone: Bool { browsers + apps + remembered == 0 }
    }
}

/// Counts and ends what people have open.
package protocol OpenSessionStore: Sendable {
    /// What `account` has open at `now`.
    func open(
        of account: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> People.OpenSessions

    /// Ends every portal session, sign-in under way, token and remembered browser of `account`, in one
    /// transaction with its record, which is made of what there was.
    ///
    /// - Returns: `false` when nothing was open; of concurrent calls exactly one ends it.
    func endAll(
        of account: Identifier<Account>, at now: Instant,
        recording record: @escaping @Sendable (People.OpenSessions) -> Record
    ) async throws(StoreError) -> Bool
}
