import AuthDomain

/// What the console says of the brand, in SQL.
package struct SQLBrandStore: BrandStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    private static let topic = "brand"
    private static let versions = VersionTable(name: "brand_versions", content: "changes")

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func latest() async throws(StoreError) -> SavedVersion? {
        try await engine.read { connection throws(StoreError) in
            try Self.versions.newest(limit: 1, on: connection).first
        }
    }

    package func save(
        _ changes: Brand.Changes, over number: Int, recording record: Record
    ) async throws(StoreError) -> Bool {
        let text = changes.json.formatted
        return try await engine.write { connection throws(StoreError) in
            guard try Self.versions.add(text, over: number, of: record, on: connection) else { return false }
            try recorder.write(record, on: connection)
            try connection.announce(Self.topic)
            return true
        }
    }

    package func changes() -> any ChangeSignal { engine.announcements.listen(to: Self.topic) }
}
