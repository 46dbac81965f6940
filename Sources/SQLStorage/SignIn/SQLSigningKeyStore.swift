import AuthDomain

/// The deployment's signing keys in SQL.
package struct SQLSigningKeyStore: SigningKeyStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func keys() async throws(StoreError) -> [StoredSigningKey] {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                "SELECT id, private_key, created_at FROM signing_keys ORDER BY slot DESC", [])
            var keys: [StoredSigningKey] = []
            for row in rows {
                var reader = RowReader(row)
                keys.append(
                    StoredSigningKey(
                        id: try reader.text(), sealedPrivateKey: try reader.bytes(),
                        createdAt: try reader.instant()))
            }
            return keys
        }
    }

    package func addFirst(
        _ key: StoredSigningKey, recording record: Record
    ) async throws(StoreError) {
        try await engine.write { connection throws(StoreError) in
            let added = try connection.execute(
                """
                INSERT INTO signing_keys (slot, id, private_key, created_at)
                VALUES (1, $1, $2, $3) ON CONFLICT DO NOTHING
                """,
                [.text(key.id), .bytes(key.sealedPrivateKey), .instant(key.createdAt)])
            if added == 1 { try recorder.write(record, on: connection) }
        }
    }
}
