extension HelpDesk {
    /// What staff sees of a person: no code, no secret, no address, no name of a device.
    package struct Overview: Sendable {
        package let account: Account
        package let phones: Int
        package let authenticators: Int
        package let recoveryCodes: Int
        /// When a factor was used last; `nil`: never.
        package let lastUsedAt: Instant?
        /// The open re-registration.
        package let reset: FactorReset?
        /// The member of staff who started it; `nil`: the command line, or somebody who is gone.
        package let resetStarter: Account?
        /// The bypass code that counts.
        package let bypassCode: BypassCode?

        /// Whether the person has any factor.
        package var hasFactor: Bool { phones + authenticators > 0 }
    }

    /// Shows staff how people stand.
    package struct PeopleService: Sendable {
        private let accounts: any AccountStore
        private let devices: any DeviceStore
        private let recoveryCodes: Recovery.CodeService
        private let resets: ResetService
        private let bypassCodes: BypassService

        /// Looks into `accounts` and what belongs to them.
        package init(
            accounts: any AccountStore, devices: any DeviceStore,
            recoveryCodes: Recovery.CodeService, resets: ResetService, bypassCodes: BypassService
        ) {
            self.accounts = accounts
            self.devices = devices
            self.recoveryCodes = recoveryCodes
            self.resets = resets
            self.bypassCodes = bypassCodes
        }

        /// What staff sees of the person with this identifier.
        package func overview(
            _ id: Identifier<Account>
        ) async throws(StoreError) -> Overview? {
            guard let account = try await accounts.account(id) else { return nil }
            let active = try await devices.active(of: id)
            let phones = active.filter { $0.kind == .phone }.count
            let reset = try await resets.open(of: id)
            var starter: Account?
            if let staff = reset.flatMap({ Self.staff($0.startedBy) }) {
                starter = try await accounts.account(staff)
            }
            return Overview(
                account: account, phones: phones, authenticators: active.count - phones,
                recoveryCodes: try await recoveryCodes.count(of: id),
                lastUsedAt: active.compactMap(\.lastUsedAt).max(), reset: reset,
                resetStarter: starter, bypassCode: try await bypassCodes.active(of: id))
        }

        /// The account in an actor's stored form.
        private static func staff(_ actor: String) -> Identifier<Account>? {
            let parts = actor.split(separator: ":", maxSplits: 1)
            return parts.count == 2 ? Identifier(String(parts[1])) : nil
        }
    }
}

extension HelpDesk.Overview {
    /// Whether there is something to do for this person that `who` may do at `now`.
    package func offers(_ deed: HelpDesk.Deed, to who: HelpDesk.Agent, at now: Instant) -> Bool {
        guard HelpDesk.Rules.refusal(of: deed, by: who, for: account, at: now) == nil else {
            return false
        }
        return switch deed {
        case .startReset: hasFactor && reset == nil
        case .approveReset:
            reset.map { $0.state(at: now) == .waitingForApproval && !$0.wasStarted(by: who) } ?? false
        case .withdrawReset: reset != nil
        case .issueBypassCode: hasFactor
        case .revokeBypassCode: bypassCode != nil
        case .issueInvitation: !hasFactor
        case .unlock: true
        case .thaw: account.isFrozen(at: now)
        }
    }
}
