import AuthDomain

/// A table of numbered versions, of which the highest counts.
struct VersionTable {
    let name: String
    /// The column with what was saved.
    let content: String

    /// The versions before `number`, or all, newest first.
    func newest(
        before number: Int? = nil, limit: Int, on connection: any SQLConnection
    ) throws(StoreError) -> [SavedVersion] {
        let rows = try connection.query(
            """
            SELECT number, \(content), saved_by, saved_at FROM \(name)
            WHERE number < $1 ORDER BY number DESC LIMIT $2
            """, [.integer(Int64(number ?? .max)), .integer(Int64(limit))])
        var versions: [SavedVersion] = []
        for row in rows {
            var reader = RowReader(row)
            versions.append(
                SavedVersion(
                    number: Int(try reader.integer()), text: try reader.text(), savedBy: try reader.text(),
                    savedAt: try reader.instant()))
        }
        return versions
    }

    /// Adds `text`, which was written on the version `number` (0: on none), as of `record`.
    ///
    /// - Returns: `false` when there is a newer one: of concurrent calls over the same version one adds.
    func add(
        _ text: String, over number: Int, of record: Record, on connection: any SQLConnection
    ) throws(StoreError) -> Bool {
        try connection.execute(
            """
            INSERT INTO \(name) (number, \(content), saved_by, saved_at)
            SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS BIGINT)
            WHERE CAST($5 AS BIGINT) = (SELECT COALESCE(MAX(number), 0) FROM \(name))
            """,
            [
                .integer(Int64(number) + 1), .text(text), .text(record.entry.actor.text), .instant(record.entry.at),
                .integer(Int64(number)),
            ]) == 1
    }
}
