import AuthDomain
import AuthHTTP
import SQLStorage
import Settings
import TokenSigning

extension Installation {
    /// Finds entries of the audit log.
    var auditSearch: Audit.Search {
        Audit.Search(store: SQLAuditSearchStore(engine: engine))
    }

    var checkpoints: any CheckpointStore { SQLCheckpointStore(engine: engine) }

    /// Signs checkpoints with the deployment's keys.
    var checkpointSigner: any CheckpointSigning { JWTCheckpoints(keysOf: accessTokens) }

    /// Makes checkpoints, under a name that no other server has.
    var checkpointer: Audit.Checkpointer {
        Audit.Checkpointer(
            audit: audit, store: checkpoints, duties: SQLDutyStore(engine: engine),
            signer: checkpointSigner, digest: digest,
            holder: Identifier<Audit.Duty>(random: random).text,
            retention: settings.audit.retention)
    }

    /// Writes the log as JSON lines.
    var auditExporter: Audit.Exporter {
        Audit.Exporter(audit: audit, store: checkpoints, signer: checkpointSigner, digest: digest)
    }

    /// What the routes call, signing with the keys of `tokens`.
    func auditServices(keysOf tokens: JWTAccessTokens) -> AuditServices {
        AuditServices(
            search: auditSearch, log: audit, accounts: accounts, checkpoints: checkpoints,
            exporter: Audit.Exporter(
                audit: audit, store: checkpoints, signer: JWTCheckpoints(keysOf: tokens),
                digest: digest))
    }
}
