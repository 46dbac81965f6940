import AuthDomain

/// Remembered browsers in SQL.
package struct SQLRememberedBrowserStore: RememberedBrowserStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func remember(
        _ browser: SignIn.RememberedBrowser, recording record: Record
    ) async throws(StoreError) {
        try await engine.write { connection throws(StoreError) in
            try connection.execute(
                """
                INSERT INTO remembered_browsers (id, account_id, token_hash, name, created_at,
                    last_used_at, expires_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                """,
                [
                    .id(browser.id), .id(browser.account), .bytes(browser.tokenHash),
                    .text(browser.name), .instant(browser.createdAt), .instant(browser.lastUsedAt),
                    .instant(browser.expiresAt),
                ])
            try recorder.write(record, on: connection)
        }
    }

    package func use(
        _ shown: [UInt8], of account: Identifier<Account>, successor: [UInt8], now: Instant,
        recordingTheft theft: @escaping @Sendable (SignIn.RememberedBrowser) -> Record
    ) async throws(StoreError) -> SignIn.RememberedUse {
        try await engine.write { connection throws(StoreError) in
            let used = try connection.execute(
                """
                UPDATE remembered_browsers
                SET token_hash = $3, previous_hash = $1, last_used_at = $4
                WHERE token_hash = $1 AND account_id = $2 AND revoked_at IS NULL AND expires_at > $4
                """, [.bytes(shown), .id(account), .bytes(successor), .instant(now)])
            if used == 1 { return .used }
            let old = try Self.browsers(
                "previous_hash = $1 AND account_id = $2 AND revoked_at IS NULL AND last_used_at <= $3",
                [.bytes(shown), .id(account), .instant(now - SignIn.RememberedBrowser.overlap)],
                on: connection)
            guard let browser = old.first else { return .unknown }
            try Self.revoke("id = $1", [.id(browser.id), .instant(now)], on: connection)
            try recorder.write(theft(browser), on: connection)
            return .stolen(browser)
        }
    }

    package func list(
        of account: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> [SignIn.RememberedBrowser] {
        try await engine.read { connection throws(StoreError) in
            try Self.browsers(
                """
                account_id = $1 AND revoked_at IS NULL AND expires_at > $2
                ORDER BY created_at DESC, id LIMIT 100
                """, [.id(account), .instant(now)], on: connection)
        }
    }

    package func forget(
        _ id: Identifier<SignIn.RememberedBrowser>, of account: Identifier<Account>, at now: Instant,
        recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let forgotten = try Self.revoke(
                "id = $1 AND account_id = $3", [.id(id), .instant(now), .id(account)], on: connection)
            guard forgotten == 1 else { return false }
            try recorder.write(record, on: connection)
            return true
        }
    }

    /// Forgets every browser of `account`.
    static func revokeAll(
        of account: Identifier<Account>, at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) {
        try revoke("account_id = $1", [.id(account), .instant(now)], on: connection)
    }

    /// Revokes the browsers that `condition` picks, at the moment in `$2`.
    @discardableResult
    private static func revoke(
        _ condition: String, _ values: [SQLValue], on connection: any SQLConnection
    ) throws(StoreError) -> Int {
        try connection.execute(
            "UPDATE remembered_browsers SET revoked_at = $2 WHERE revoked_at IS NULL AND \(condition)",
            values)
    }

    private static func browsers(
        _ condition: String, _ values: [SQLValue], on connection: any SQLConnection
    ) throws(StoreError) -> [SignIn.RememberedBrowser] {
        var browsers: [SignIn.RememberedBrowser] = []
        let rows = try connection.query(
            """
            SELECT id, account_id, token_hash, name, created_at, last_used_at, expires_at
            FROM remembered_browsers WHERE \(condition)
            """, values)
        for row in rows {
            var reader = RowReader(row)
            browsers.append(
                SignIn.RememberedBrowser(
                    id: try reader.identifier(), account: try reader.identifier(),
                    tokenHash: try reader.bytes(), name: try reader.text(),
                    createdAt: try reader.instant(), lastUsedAt: try reader.instant(),
                    expiresAt: try reader.instant()))
        }
        return browsers
    }
}
