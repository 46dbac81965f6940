import AuthDomain

/// Finds audit entries in SQL.
package struct SQLAuditSearchStore: AuditSearchStore {
    private let engine: any SQLEngine

    /// Reads through `engine`.
    package init(engine: any SQLEngine) {
        self.engine = engine
    }

    package func find(
        _ query: Audit.Query, after position: Audit.Position?, limit: Int, reach: Int
    ) async throws(StoreError) -> Audit.SearchPage {
        try await engine.read { connection throws(StoreError) in
            var conditions = Conditions(query)
            // Only what no index finds may be far between: then a page ends after so many entries that were looked at.
            let isSparse = query.action != nil && query.chain == nil && query.reference == nil
            if let position {
                if query.chain != nil {
                    conditions.add("sequence <", .integer(position.sequence))
                } else {
                    conditions.add(
                        "(at, chain, sequence) <",
                        [.instant(position.at), .text(position.chain), .integer(position.sequence)])
                }
            }
            var end: Audit.Position?
            if isSparse {
                end = try Self.end(conditions, reach: reach, on: connection)
                if let end {
                    conditions.add(
                        "(at, chain, sequence) >=",
                        [.instant(end.at), .text(end.chain), .integer(end.sequence)])
                }
            }
            if let action = query.action { conditions.add("action =", .text(action.rawValue)) }
            let order = query.chain == nil ? "at DESC, chain DESC, sequence DESC" : "sequence DESC"
            let rows = try connection.query(
                """
                SELECT chain, \(SQLAuditStore.columns) FROM audit_entries \(conditions.text)
                ORDER BY \(order) LIMIT \(limit + 1)
                """, conditions.values)
            var entries: [Audit.ChainedEntry] = []
            for row in rows { entries.append(try Self.entry(row)) }
            if entries.count > limit {
                entries.removeLast()
                return Audit.SearchPage(entries: entries, next: entries.last.map { Audit.Position($0) })
            }
            return Audit.SearchPage(entries: entries, next: end)
        }
    }

    /// The last of the next `reach` entries in time; `nil` when there are fewer.
    private static func end(
        _ conditions: Conditions, reach: Int, on connection: any SQLConnection
    ) throws(StoreError) -> Audit.Position? {
        let rows = try connection.query(
            """
            SELECT at, chain, sequence FROM audit_entries \(conditions.text)
            ORDER BY at DESC, chain DESC, sequence DESC LIMIT 1 OFFSET \(reach - 1)
            """, conditions.values)
        guard let row = rows.first else { return nil }
        var reader = RowReader(row)
        return Audit.Position(
            at: try reader.instant(), chain: try reader.text(), sequence: try reader.integer())
    }

    /// An entry behind the name of its chain.
    static func entry(_ row: SQLRow) throws(StoreError) -> Audit.ChainedEntry {
        var reader = RowReader(row)
        let chain = try reader.text()
        return try SQLAuditStore.entry(SQLRow(Array(row.values.dropFirst())), chain: chain)
    }
}

/// The conditions of a search, with their parameters.
private struct Conditions {
    private var parts: [String] = []
    private(set) var values: [SQLValue] = []

    /// All of `query` but the action, which no index helps.
    init(_ query: Audit.Query) {
        if let chain = query.chain { add("chain =", .text(chain)) }
        if let reference = query.reference {
            // In the words of the index.
            parts.append("action <> 'code.accepted'")
            add("reference =", .text(reference))
        }
        if let from = query.from { add("at >=", .instant(from)) }
        if let until = query.until { add("at <", .instant(until)) }
    }

    mutating func add(_ comparison: String, _ value: SQLValue) {
        values.append(value)
        parts.append("\(comparison) $\(values.count)")
    }

    mutating func add(_ comparison: String, _ row: [SQLValue]) {
        let numbers = row.indices.map { "$\(values.count + $0 + 1)" }
        values += row
        parts.append("\(comparison) (\(numbers.joined(separator: ", ")))")
    }

    var text: String { parts.isEmpty ? "" : "WHERE \(parts.joined(separator: " AND "))" }
}
