import ArgumentParser
import AuthDomain
import SQLStorage

/// `countersign audit find`.
struct AuditFind: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Say what happened in the request with a reference, as an error page shows it.",
        discussion: """
            Example: countersign audit find 7Q3MZK2P
            Exit codes: 0 found; 2 no entry has this reference.
            Attempts that a throttle stopped are not recorded one by one: look at the entries before
            (countersign audit export --account).
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The reference, eight letters and digits.")
    var reference: String

    @Flag(help: "Print one JSON object per line.")
    var json = false

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            let search = installation.auditSearch
            let typed = reference.contains(where: \.isLowercase) ? [reference, reference.uppercased()] : [reference]
            var entries: [Audit.ChainedEntry] = []
            for reference in typed where entries.isEmpty {
                entries = try await search.page(Audit.Query(reference: reference)).entries
            }
            guard !entries.isEmpty else { throw Failure.refused("No entry has the reference \(reference).") }
            for entry in entries.reversed() {
                if json {
                    print(entry.exportLine)
                } else {
                    print(try await AuditLine.sentence(entry, accounts: installation.accounts))
                }
            }
        }
    }
}

/// An entry as a line of output.
enum AuditLine {
    /// The entry for people: when, who, what, with which facts, from where.
    static func sentence(
        _ entry: Audit.ChainedEntry, accounts: any AccountStore
    ) async throws -> String {
        let fields = entry.fields
        var whose = entry.chain
        if let id = Identifier<Account>(entry.chain), let account = try await accounts.account(id) {
            whose = account.username.text
        }
        let facts = fields.details.split(separator: "\u{1F}").map { fact in
            let parts = fact.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0].hasSuffix("_at") || parts[0].hasSuffix("_until"),
                let moment = Int64(parts[1])
            else { return String(fact) }
            return "\(parts[0])=\(Output.time(Instant(milliseconds: moment)))"
        }
        return
            ([Output.time(fields.at), whose, fields.action, "by \(fields.actor)"] + facts
            + (fields.address.isEmpty ? [] : ["from \(fields.address)"])).joined(separator: "\t")
    }
}
