import AuthDomain

/// What the pages of the audit log call.
package struct AuditServices: Sendable {
    package let search: Audit.Search
    package let log: any AuditStore
    /// Whom entries are about, and who did it.
    package let accounts: any AccountStore

    /// Bundles the services.
    package init(search: Audit.Search, log: any AuditStore, accounts: any AccountStore) {
        self.search = search
        self.log = log
        self.accounts = accounts
    }
}
