import ArgumentParser
import AuthDomain

/// `countersign audit …`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Verify, export, search and stream the audit log.",
        discussion: """
            Example: countersign audit verify
            Example: countersign audit export > audit.jsonl
            Example: countersign audit find 7Q3MZK2P
            Example: countersign audit stream
            """,
        subcommands: [AuditVerify.self, AuditExport.self, AuditFind.self, AuditStream.self])
}
