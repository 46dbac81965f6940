import AuthDomain

/// What the pages under `/admin/policy` and `/admin/groups` call.
package struct PolicyConsole: Sendable {
    package let policies: PolicyService
    package let store: any PolicyStore
    package let groups: Policy.GroupService
    package let simulation: Policy.Simulation
    package let reminders: Policy.ReminderService
    package let accounts: any AccountStore

    /// Bundles the services.
    package init(
        policies: PolicyService, store: any PolicyStore, groups: Policy.GroupService, simulation: Policy.Simulation,
        reminders: Policy.ReminderService, accounts: any AccountStore
    ) {
        self.policies = policies
        self.store = store
        self.groups = groups
        self.simulation = simulation
        self.reminders = reminders
        self.accounts = accounts
    }
}
