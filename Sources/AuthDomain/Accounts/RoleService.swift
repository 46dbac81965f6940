/// Gives people roles.
package struct RoleService: Sendable {
    private let roles: any RoleStore
    private let composer: any NoticeComposing
    private let clock: any Timekeeping

    /// Works on `roles`.
    package init(roles: any RoleStore, composer: any NoticeComposing, clock: any Timekeeping) {
        self.roles = roles
        self.composer = composer
        self.clock = clock
    }

    /// Gives `account` the role `role`, and tells the person.
    package func give(
        _ role: Account.Role, to account: Account, by actor: Audit.Actor, source: RequestSource
    ) async throws(StoreError) -> AccountChange {
        guard role != account.role else { return .unchanged }
        let now = clock.now
        return try await roles.setRole(
            role, of: account.id,
            recording: Record(
                Audit.Entry(
                    .roleChanged, account: account.id, by: actor,
                    details: [
                        Audit.Detail("from", account.role.rawValue),
                        Audit.Detail("to", role.rawValue),
                    ], at: now, source: source),
                telling: composer.compose(.roleChanged, for: account, at: now, source: source)))
    }
}
