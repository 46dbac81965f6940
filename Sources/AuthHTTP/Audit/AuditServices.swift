import AuthDomain

/// What routes call to show the audit log and to prove it.
package struct AuditServices: Sendable {
    package let search: Audit.Search
    package let checkpoints: any CheckpointStore
    package let exporter: Audit.Exporter

    /// Bundles the services.
    package init(
        search: Audit.Search, checkpoints: any CheckpointStore, exporter: Audit.Exporter
    ) {
        self.search = search
        self.checkpoints = checkpoints
        self.exporter = exporter
    }
}
