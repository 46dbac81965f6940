import ArgumentParser
import AuthDomain

/// `countersign audit …`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Verify, export and search the audit log.",
        discussion: """
            Example: countersign audit verify
            Example: countersign audit export > audit.jsonl
            Example: countersign audit find 7Q3MZK2P
            """,
        subcommands: [AuditVerify.self, AuditExport.self, AuditFind.self])
}
