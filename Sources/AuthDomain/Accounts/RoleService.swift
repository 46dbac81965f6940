/// Gives people roles.
package struct RoleService: Sendable {
    private let roles: any RoleStore
    private let clock: any Timekeeping

    /// Works on `roles`.
    package init(roles: any RoleStore, clock: any Timekeeping) {
        self.roles = roles
        self.clock = clock
    }

    /// Gives `account` the role `role`.
    package func give(
        _ role: Account.Role, to account: Account, by actor: Audit.Actor, source: RequestSource
    ) async throws(StoreError) -> AccountChange {
        guard role != account.role else { return .unchanged }
        return try await roles.setRole(
            role, of: account.id,
            recording: Record(
                Audit.Entry(
                    .roleChanged, account: account.id, by: actor,
                    details: [
                        Audit.Detail("from", account.role.rawValue),
                        Audit.Detail("to", role.rawValue),
                    ], at: clock.now, source: source)))
    }
}
