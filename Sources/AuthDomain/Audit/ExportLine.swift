/// The lines of an export, each one JSON object (`docs/audit.md`).
enum ExportLine {
    static func header(_ extent: Audit.Exporter.Extent, at now: Instant) -> String {
        var members = [
            member("type", "export"), member("format", "countersign/audit/export/v1"),
            member("at", now.milliseconds),
        ]
        if let account = extent.account { members.append(member("account", account.text)) }
        if let since = extent.since { members.append(member("since", since.milliseconds)) }
        return object(members)
    }

    /// `keySet` is JSON already.
    static func keys(_ keySet: String) -> String {
        object([member("type", "keys"), "\"jwks\":\(keySet)"])
    }

    static func checkpoint(_ signed: Audit.SignedCheckpoint) -> String {
        object([member("type", "checkpoint"), member("checkpoint", signed.jws)])
    }

    static func leaf(_ leaf: Audit.Leaf, path: [[UInt8]]?) -> String {
        var members = [
            member("type", "leaf"), member("position", leaf.position), member("chain", leaf.chain),
            member("first", leaf.first), member("last", leaf.last), member("hash", leaf.hash),
        ]
        if let path {
            let hashes = path.map { "\"\(Hexadecimal.encode($0))\"" }
            members.append("\"path\":[\(hashes.joined(separator: ","))]")
        }
        return object(members)
    }

    static func entry(_ entry: Audit.ChainedEntry) -> String {
        let fields = entry.fields
        return object([
            member("type", "entry"), member("chain", entry.chain),
            member("sequence", entry.sequence), member("at", fields.at.milliseconds),
            member("actor", fields.actor), member("action", fields.action),
            member("subject", fields.subject), member("details", fields.details),
            member("address", fields.address), member("user_agent", fields.userAgent),
            member("reference", fields.reference), member("previous_hash", entry.previousHash),
            member("hash", entry.hash),
        ])
    }

    static func end(chains: Int, entries: Int) -> String {
        object([
            member("type", "end"), member("chains", Int64(chains)), member("entries", Int64(entries)),
        ])
    }

    private static func object(_ members: [String]) -> String {
        "{\(members.joined(separator: ","))}"
    }

    private static func member(_ name: String, _ value: Int64) -> String { "\"\(name)\":\(value)" }

    private static func member(_ name: String, _ value: [UInt8]) -> String {
        "\"\(name)\":\"\(Hexadecimal.encode(value))\""
    }

    /// Escapes what RFC 8259 §7 asks for, and U+2028 and U+2029, which some readers take for line ends.
    private static func member(_ name: String, _ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let bytes = [UInt8(truncatingIfNeeded: scalar.value >> 8), UInt8(truncatingIfNeeded: scalar.value)]
                text += "\\u\(Hexadecimal.encode(bytes))"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return "\"\(name)\":\"\(text)\""
    }
}

extension Audit.ChainedEntry {
    /// The entry as a line of an export.
    package var exportLine: String { ExportLine.entry(self) }
}
