import AuthDomain

/// The audit log as a file: its form, and each entry as a line. Newest first, all fields of the log.
enum AuditExport: String {
    case csv
    case jsonl

    var contentType: String {
        switch self {
        case .csv: "text/csv; charset=utf-8; header=present"
        case .jsonl: "application/jsonl; charset=utf-8"
        }
    }

    private static let names = [
        "at", "chain", "sequence", "actor", "action", "subject", "details", "address", "user_agent",
        "reference", "previous_hash", "hash",
    ]

    /// What comes before the first entry.
    var head: [UInt8] { self == .csv ? CSV.row(Self.names) : [] }

    /// `entry` with its line break.
    func line(_ entry: Audit.ChainedEntry) -> [UInt8] {
        let fields = entry.fields
        switch self {
        case .csv:
            let texts = [
                Moment(fields.at).iso, entry.chain, String(entry.sequence), fields.actor,
                fields.action, fields.subject, fields.details, fields.address, fields.userAgent,
                fields.reference, HexText.encode(entry.previousHash), HexText.encode(entry.hash),
            ]
            return CSV.row(texts.map { $0.replacing("\u{1F}", with: "; ") })
        case .jsonl:
            return Array((entry.exportLine + "\n").utf8)
        }
    }
}
