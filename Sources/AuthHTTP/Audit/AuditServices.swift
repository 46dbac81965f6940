import AuthDomain

/// What routes call to search the audit log, to show it and to prove it.
package struct AuditServices: Sendable {
    package let search: Audit.Search
    package let log: any AuditStore
    /// Whom entries are about, and who did it.
    package let accounts: any AccountStore
    package let checkpoints: any CheckpointStore
    package let exporter: Audit.Exporter
    /// What operators call the system that entries are streamed to; `nil`: none.
    package let streamDestination: String?

    /// Bundles the services.
    package init(
        search: Audit.Search, log: any AuditStore, accounts: any AccountStore,
        checkpoints: any CheckpointStore, exporter: Audit.Exporter, streamDestination: String? = nil
    ) {
        self.search = search
        self.log = log
        self.accounts = accounts
        self.checkpoints = checkpoints
        self.exporter = exporter
        self.streamDestination = streamDestination
    }
}
