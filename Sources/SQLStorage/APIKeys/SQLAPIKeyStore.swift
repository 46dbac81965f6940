import AuthDomain

/// API keys in SQL.
package struct SQLAPIKeyStore: APIKeyStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder
    /// Programs call often and with few keys: those that call at once share one read.
    private let lookUps: Gathering<[UInt8], APIKey?>

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
        lookUps = Gathering(patience: engine.patience) { hashes throws(StoreError) in
            let found = try await engine.read { connection throws(StoreError) in
                try Self.active(hashes: Set(hashes), on: connection)
            }
            return hashes.map { found[$0] }
        }
    }

    package func add(
        _ key: APIKey, hash: [UInt8], recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let added = try connection.execute(
                """
                INSERT INTO api_keys (id, key_hash, name, name_key, scopes, created_at,
                    last_used_at, revoked_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT DO NOTHING
                """,
                [
                    .id(key.id), .bytes(hash), .text(key.name.text), .text(key.name.key),
                    .text(key.scopes.map(\.rawValue).joined(separator: " ")),
                    .instant(key.createdAt), .optionalInstant(key.lastUsedAt),
                    .optionalInstant(key.revokedAt),
                ])
            guard added == 1 else { return false }
            try recorder.write(record, on: connection)
            return true
        }
    }

    package func keys() async throws(StoreError) -> [APIKey] {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                "SELECT \(Self.columns) FROM api_keys ORDER BY created_at, id", [])
            var keys: [APIKey] = []
            for row in rows {
                var reader = RowReader(row)
                keys.append(try reader.apiKey())
            }
            return keys
        }
    }

    package func active(hash: [UInt8]) async throws(StoreError) -> APIKey? {
        try await lookUps.submit(hash)
    }

    private static func active(
        hashes: Set<[UInt8]>, on connection: any SQLConnection
    ) throws(StoreError) -> [[UInt8]: APIKey] {
        var keys: [[UInt8]: APIKey] = [:]
        for row in try selectByHash.query(hashes.map { [.bytes($0)] }, on: connection) {
            var reader = RowReader(row)
            keys[try reader.bytes()] = try reader.apiKey()
        }
        return keys
    }

    private static let columns = "id, name, scopes, created_at, last_used_at, revoked_at"
    private static let selectByHash = MultiRowStatement(
        "SELECT key_hash, \(columns) FROM api_keys WHERE revoked_at IS NULL AND key_hash IN (",
        columns: 1, ")")

    package func revoke(
        _ id: Identifier<APIKey>, at now: Instant, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let changed = try connection.execute(
                "UPDATE api_keys SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL",
                [.id(id), .instant(now)])
            guard changed == 1 else { return false }
            try recorder.write(record, on: connection)
            return true
        }
    }

    package func noteUse(
        of id: Identifier<APIKey>, at now: Instant, unlessAfter earlier: Instant
    ) async throws(StoreError) {
        _ = try await engine.write { connection throws(StoreError) in
            try connection.execute(
                """
                UPDATE api_keys SET last_used_at = $2
                WHERE id = $1 AND revoked_at IS NULL
                    AND (last_used_at IS NULL OR last_used_at <= $3)
                """, [.id(id), .instant(now), .instant(earlier)])
        }
    }
}

extension RowReader {
    fileprivate mutating func apiKey() throws(StoreError) -> APIKey {
        let id: Identifier<APIKey> = try identifier()
        guard let name = APIKeyName(try text()) else {
            throw .inconsistent(reason: "name of API key \(id.text)")
        }
        var scopes: [APIKey.Scope] = []
        for text in try text().split(separator: " ") {
            guard let scope = APIKey.Scope(rawValue: String(text)) else {
                throw .inconsistent(reason: "scope of API key \(id.text)")
            }
            scopes.append(scope)
        }
        return APIKey(
            id: id, name: name, scopes: scopes, createdAt: try instant(),
            lastUsedAt: try optionalInstant(), revokedAt: try optionalInstant())
    }
}
