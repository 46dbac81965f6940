import AuthDomain

/// Used DPoP proofs in SQL.
package struct SQLReplayStore: ReplayStore {
    private let engine: any SQLEngine

    /// Writes through `engine`.
    package init(engine: any SQLEngine) {
        self.engine = engine
    }

    package func claim(
        _ identifier: [UInt8], until expiry: Instant, now: Instant
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            try connection.execute(
                """
                INSERT INTO proof_replays (identifier, expires_at) VALUES ($1, $2)
                ON CONFLICT (identifier) DO NOTHING
                """, [.bytes(identifier), .instant(expiry)]) == 1
        }
    }
}
