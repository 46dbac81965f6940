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
    var head: String {
        self == .csv ? Self.names.joined(separator: ",") + "\r\n" : ""
    }

    /// `entry` with its line break.
    func line(_ entry: Audit.ChainedEntry) -> String {
        let fields = entry.fields
        switch self {
        case .csv:
            let texts = [
                Moment(fields.at).iso, entry.chain, String(entry.sequence), fields.actor,
                fields.action, fields.subject, fields.details, fields.address, fields.userAgent,
                fields.reference, HexText.encode(entry.previousHash), HexText.encode(entry.hash),
            ]
            return texts.map { Self.cell($0) }.joined(separator: ",") + "\r\n"
        case .jsonl:
            return Self.object(entry)
        }
    }

    /// The entry as `countersign audit export` writes it.
    private static func object(_ entry: Audit.ChainedEntry) -> String {
        let fields = entry.fields
        var writer = JSONTextWriter()
        func member(_ name: String, _ value: String) {
            writer.append(raw: ",")
            writer.append(text: name)
            writer.append(raw: ":")
            writer.append(text: value)
        }
        writer.append(raw: "{\"type\":\"entry\"")
        member("chain", entry.chain)
        let numbers = ",\"sequence\":\(entry.sequence),\"at\":\(fields.at.milliseconds)"
        member("actor", fields.actor)
        member("action", fields.action)
        member("subject", fields.subject)
        member("details", fields.details)
        member("address", fields.address)
        member("user_agent", fields.userAgent)
        member("reference", fields.reference)
        member("previous_hash", HexText.encode(entry.previousHash))
        member("hash", HexText.encode(entry.hash))
        return String(decoding: writer.bytes, as: UTF8.self) + numbers + "}\n"
    }

    /// A cell of RFC 4180. What a spreadsheet would take for a formula gets an apostrophe in front.
    private static func cell(_ text: String) -> String {
        let text = text.replacing("\u{1F}", with: "; ")
        let isFormula = text.utf8.first.map { Array("=+-@\t\r".utf8).contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
