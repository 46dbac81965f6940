import AuthDomain

/// What a deployment has agreed on, in SQL.
package struct SQLDeploymentStore: DeploymentStore {
    private let engine: any SQLEngine

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine) {
        self.engine = engine
    }

    package func value(_ name: String) async throws(StoreError) -> [UInt8]? {
        try await engine.read { connection throws(StoreError) in
            try Self.value(name, on: connection)
        }
    }

    package func keep(_ value: [UInt8], as name: String) async throws(StoreError) -> [UInt8] {
        try await engine.write { connection throws(StoreError) in
            try connection.execute(
                "INSERT INTO deployment (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
                [.text(name), .bytes(value)])
            return try Self.value(name, on: connection) ?? value
        }
    }

    package func isUnused() async throws(StoreError) -> Bool {
        try await engine.read { connection throws(StoreError) in
            for table in ["accounts", "signing_keys"] {
                guard try connection.query("SELECT id FROM \(table) LIMIT 1", []).isEmpty else { return false }
            }
            return true
        }
    }

    private static func value(
        _ name: String, on connection: any SQLConnection
    ) throws(StoreError) -> [UInt8]? {
        let rows = try connection.query("SELECT value FROM deployment WHERE name = $1", [.text(name)])
        guard let row = rows.first else { return nil }
        var reader = RowReader(row)
        return try reader.bytes()
    }
}
