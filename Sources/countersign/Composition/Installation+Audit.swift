import AuthDomain
import AuthHTTP
import DeliveryChannels
import Foundation
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

    /// How far the stream of entries has come.
    var auditStream: any AuditStreamStore { SQLAuditStreamStore(engine: engine) }

    /// Where every entry is sent; `nil`: nowhere.
    var auditSink: (any AuditSink)? {
        settings.audit.stream?.sink(origin: URLComponents(string: site.origin)?.host ?? "localhost")
    }

    /// Sends every entry to `sink`, under a name that no other server has.
    func auditStreamer(to sink: any AuditSink) -> Audit.Streamer {
        Audit.Streamer(
            audit: audit, checkpoints: checkpoints, store: auditStream,
            duties: SQLDutyStore(engine: engine), sink: sink, clock: clock,
            holder: Identifier<Audit.Duty>(random: random).text)
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
                digest: digest),
            streamDestination: auditSink?.name)
    }
}

extension AuditStreamSettings {
    /// The system that these settings name, which knows this server as `origin`.
    func sink(origin: String) -> any AuditSink {
        transport.isSyslog
            ? SyslogAuditSink(
                host: host, port: port, isTLS: transport == .syslogTLS, authorities: caFile, origin: origin)
            : HTTPAuditSink(url: url, authorization: authorization, authorities: caFile)
    }
}
