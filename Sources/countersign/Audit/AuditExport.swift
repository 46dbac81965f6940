import ArgumentParser
import AuthDomain
import Foundation

/// `countersign audit export`.
struct AuditExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the audit log as JSON lines that scripts/verify-audit.py checks.",
        discussion: """
            Example: countersign audit export > audit.jsonl
            Example: countersign audit export --account maria --since 2026-11-01T00:00:00Z
            Example: countersign audit export --checkpoint kept.json | scripts/verify-audit.py --checkpoint kept.json -
            Exit codes: 0 written; 2 no such person or checkpoint.
            """)

    @OptionGroup var data: DataOptions

    @Option(help: "Only this person's entries.")
    var account: String?

    @Option(help: "Only entries of this moment or later, e.g. 2026-11-01T00:00:00Z.")
    var since: String?

    @Option(help: "As of the checkpoint in this file instead of the newest one; not with --account.")
    var checkpoint: String?

    func validate() throws {
        if account != nil, checkpoint != nil {
            throw ValidationError("The way from one person to an older checkpoint is not kept: leave one out.")
        }
    }

    func run() async throws {
        try await countersign.run {
            var extent = Audit.Exporter.Extent()
            if let since {
                guard let moment = try? Date(since, strategy: .iso8601) else {
                    throw Failure("--since must be like 2026-11-01T00:00:00Z.", code: 64)
                }
                extent.since = Instant(milliseconds: Int64(moment.timeIntervalSince1970 * 1000))
            }
            extent.checkpoint = try checkpoint.map { try CheckpointFile.read($0) }
            let installation = try await Opening.installation(data)
            if let account { extent.account = try await installation.person(account).id }
            let output = LineOutput()
            let isKnown = try await installation.auditExporter.export(
                extent, now: installation.clock.now
            ) { line in
                try output.write(line)
            }
            guard isKnown else { throw Failure.refused("The file holds no checkpoint of this deployment.") }
            try output.flush()
        }
    }
}

/// Standard output in large pieces.
private final class LineOutput {
    private var bytes = Data()

    func write(_ line: String) throws {
        bytes.append(contentsOf: line.utf8)
        bytes.append(0x0A)
        if bytes.count > 65_536 { try flush() }
    }

    func flush() throws {
        try FileHandle.standardOutput.write(contentsOf: bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
