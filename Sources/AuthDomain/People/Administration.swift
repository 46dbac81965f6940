extension People {
    /// Changes accounts for administrators; the person is told of each change.
    package struct Administration: Sendable {
        private let accounts: AccountService
        private let roles: RoleService
        private let devices: DeviceService
        private let sessions: any OpenSessionStore
        private let exemptions: Policy.ExemptionService
        private let composer: any NoticeComposing
        private let clock: any Timekeeping

        /// Works through the services of what it changes.
        package init(
            accounts: AccountService, roles: RoleService, devices: DeviceService,
            sessions: any OpenSessionStore, exemptions: Policy.ExemptionService, composer: any NoticeComposing,
            clock: any Timekeeping
        ) {
            self.accounts = accounts
            self.roles = roles
            self.devices = devices
            self.sessions = sessions
            self.exemptions = exemptions
            self.composer = composer
            self.clock = clock
        }

        /// Does `change` to the account of `person` for `staff`, if the rules allow it.
        package func apply(
            _ change: Change, to person: Account, by staff: Account, source: RequestSource
        ) async throws(StoreError) -> ChangeOutcome {
            if let refusal = Rules.refusal(by: staff, for: person) { return .refused(refusal) }
            let actor = Audit.Actor.administrator(staff.id)
            switch change {
            case .disable:
                return ChangeOutcome(
                    try await accounts.setDisabled(true, of: person, by: actor, source: source))
            case .enable:
                return ChangeOutcome(
                    try await accounts.setDisabled(false, of: person, by: actor, source: source))
            case .give(let role):
                return ChangeOutcome(
                    try await roles.give(role, to: person, by: actor, source: source))
            case .remove(let device):
                switch try await devices.remove(device, of: person, by: actor, source: source) {
                case .removed: return .done
                case .notFound, .frozen: return .unchanged
                }
            case .endSessions:
                return try await endSessions(of: person, by: actor, source: source) ? .done : .unchanged
            case .exempt(let terms):
                switch try await exemptions.begin(terms, for: person, by: actor, source: source) {
                case .begun: return .done
                case .alreadyExempt, .hasFactor: return .unchanged
                }
            case .endExemption:
                return try await exemptions.end(for: person, by: actor, source: source) ? .done : .unchanged
            }
        }

        /// What `person` has open now.
        package func open(of person: Identifier<Account>) async throws(StoreError) -> OpenSessions {
            try await sessions.open(of: person, at: clock.now)
        }

        /// The exemption of `person` that counts now; `nil`: none.
        package func exemption(of person: Identifier<Account>) async throws(StoreError) -> Policy.Exemption? {
            try await exemptions.current(person)
        }

        /// The phones and authenticator apps of `person`, oldest first.
        package func devices(
            of person: Identifier<Account>
        ) async throws(StoreError) -> [Device] {
            try await devices.list(person)
        }

        private func endSessions(
            of person: Account, by actor: Audit.Actor, source: RequestSource
        ) async throws(StoreError) -> Bool {
            let now = clock.now
            let notice = composer.compose(.sessionsEnded, for: person, at: now, source: source)
            return try await sessions.endAll(of: person.id, at: now) { open in
                Record(
                    Audit.Entry(
                        .sessionsEnded, account: person.id, by: actor,
                        details: [
                            Audit.Detail("browsers", String(open.browsers)),
                            Audit.Detail("apps", String(open.apps)),
                            Audit.Detail("remembered", String(open.remembered)),
                        ], at: now, source: source),
                    telling: notice)
            }
        }
    }
}

extension People.ChangeOutcome {
    fileprivate init(_ change: AccountChange) {
        switch change {
        case .changed: self = .done
        case .unchanged: self = .unchanged
        case .lastAdministrator: self = .lastAdministrator
        }
    }
}
