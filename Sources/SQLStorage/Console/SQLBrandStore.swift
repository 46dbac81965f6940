import AuthDomain

/// What the console says of the brand, in SQL.
package struct SQLBrandStore: BrandStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    private static let topic = "brand"

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func latest() async throws(StoreError) -> Brand.Saved? {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                "SELECT number, changes, saved_by, saved_at FROM brand_versions ORDER BY number DESC LIMIT 1", [])
            guard let row = rows.first else { return nil }
            var reader = RowReader(row)
            return Brand.Saved(
                number: Int(clamping: try reader.integer()), text: try reader.text(), savedBy: try reader.text(),
                savedAt: try reader.instant())
        }
    }

    package func save(
        _ changes: Brand.Changes, over number: Int, recording record: Record
    ) async throws(StoreError) -> Bool {
        let text = changes.json.formatted
        return try await engine.write { connection throws(StoreError) in
            let added = try connection.execute(
                """
                INSERT INTO brand_versions (number, changes, saved_by, saved_at)
                SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS BIGINT)
                WHERE CAST($5 AS BIGINT) = (SELECT COALESCE(MAX(number), 0) FROM brand_versions)
                """,
                [
                    .integer(Int64(number) + 1), .text(text), .text(record.entry.actor.text),
                    .instant(record.entry.at), .integer(Int64(number)),
                ])
            guard added == 1 else { return false }
            try recorder.write(record, on: connection)
            try connection.announce(Self.topic)
            return true
        }
    }

    package func changes() -> any ChangeSignal { engine.announcements.listen(to: Self.topic) }
}
