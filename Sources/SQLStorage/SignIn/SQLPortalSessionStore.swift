import AuthDomain

/// Portal sessions in SQL.
package struct SQLPortalSessionStore: PortalSessionStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func create(
        _ session: PortalSession, provenBy passwordHash: String, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            guard
                try AccountCheck.isCurrent(
                    session.account, passwordHash: passwordHash, on: connection)
            else { return false }
            try Self.insert(session, on: connection)
            try recorder.write(record, on: connection)
            return true
        }
    }

    package func session(
        _ idHash: [UInt8]
    ) async throws(StoreError) -> (session: PortalSession, account: Account)? {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT portal_sessions.assurance, portal_sessions.created_at,
                    portal_sessions.last_seen_at, portal_sessions.authenticated_at,
                    portal_sessions.methods,
                    \(AccountColumns.list)
                FROM portal_sessions JOIN accounts ON accounts.id = portal_sessions.account_id
                WHERE portal_sessions.id_hash = $1 AND accounts.disabled = 0
                """, [.bytes(idHash)])
            guard let row = rows.first else { return nil }
            var reader = RowReader(row)
            let assurance: Assurance = try reader.choice()
            let createdAt = try reader.instant()
            let lastSeenAt = try reader.instant()
            let authenticatedAt = try reader.instant()
            let methods = AuthenticationMethods(stored: try reader.text())
            let account = try reader.account()
            let session = PortalSession(
                idHash: idHash, account: account.id, assurance: assurance,
                createdAt: createdAt, lastSeenAt: lastSeenAt, authenticatedAt: authenticatedAt,
                methods: methods)
            return (session, account)
        }
    }

    package func touch(_ idHash: [UInt8], at now: Instant) async throws(StoreError) {
        _ = try await engine.write { connection throws(StoreError) in
            try connection.execute(
                """
                UPDATE portal_sessions SET last_seen_at = $2
                WHERE id_hash = $1 AND last_seen_at < $2
                """, [.bytes(idHash), .instant(now)])
        }
    }

    package func replace(
        _ old: [UInt8], by new: PortalSession, recording record: Record?
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let removed = try connection.execute(
                "DELETE FROM portal_sessions WHERE id_hash = $1", [.bytes(old)])
            guard removed == 1 else { return false }
            try Self.insert(new, on: connection)
            try recorder.write(record, on: connection)
            return true
        }
    }

    package func end(_ idHash: [UInt8], recording record: Record?) async throws(StoreError) {
        try await engine.write { connection throws(StoreError) in
            let removed = try connection.execute(
                "DELETE FROM portal_sessions WHERE id_hash = $1", [.bytes(idHash)])
            if removed == 1 { try recorder.write(record, on: connection) }
        }
    }

    package func sweep(
        now: Instant, limits: PortalSession.Limits
    ) async throws(StoreError) {
        let removals: [(sql: String, values: [SQLValue])] = [
            (
                "DELETE FROM portal_sessions WHERE created_at < $1 OR last_seen_at < $2",
                [.instant(now - limits.overall), .instant(now - limits.idle)]
            ),
            ("DELETE FROM proof_replays WHERE expires_at < $1", [.instant(now)]),
            ("DELETE FROM pending_sign_ins WHERE expires_at < $1", [.instant(now)]),
            // Only password throttles fade by themselves: a stranger must not fill the table.
            (
                """
                DELETE FROM throttles
                WHERE updated_at < $1 AND key >= 'password:' AND key < 'password;'
                """, [.instant(now - .hours(24))]
            ),
            ("DELETE FROM authorization_codes WHERE expires_at < $1", [.instant(now - .hours(1))]),
            ("DELETE FROM refresh_tokens WHERE expires_at < $1", [.instant(now)]),
            (
                // "This was not me" finds the approved phone by it, for seven days.
                "DELETE FROM phone_approvals WHERE expires_at < $1",
                [.instant(now - .days(8))]
            ),
            // Longer than any link works: reported events stay marked in the list.
            ("DELETE FROM repudiations WHERE created_at < $1", [.instant(now - .days(90))]),
            ("DELETE FROM address_changes WHERE created_at < $1", [.instant(now - .days(30))]),
            // Sends of PINs are counted for a day.
            ("DELETE FROM one_time_pins WHERE created_at < $1", [.instant(now - .hours(25))]),
            (
                "UPDATE one_time_pins SET verifier = NULL WHERE expires_at < $1 AND verifier IS NOT NULL",
                [.instant(now)]
            ),
            ("DELETE FROM invitations WHERE expires_at < $1", [.instant(now - .days(30))]),
            ("DELETE FROM remembered_browsers WHERE expires_at < $1", [.instant(now - .days(1))]),
            // What an unfinished registration sealed is worth nothing once it is over.
            (
                """
                UPDATE registrations SET ticket = NULL, setup_code = NULL, private_key = NULL,
                    secret = NULL, pairing_key = NULL, state = 'cancelled'
                WHERE expires_at < $1 AND state IN ('pending', 'claimed')
                """, [.instant(now - .hours(1))]
            ),
        ]
        // Each by itself: what one leaves for the next time holds the others up no longer.
        for removal in removals {
            _ = try await engine.write { connection throws(StoreError) in
                try connection.execute(removal.sql, removal.values)
            }
        }
    }

    private static func insert(
        _ session: PortalSession, on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.execute(
            """
            INSERT INTO portal_sessions (id_hash, account_id, assurance, created_at,
                last_seen_at, authenticated_at, methods)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                .bytes(session.idHash), .id(session.account), .text(session.assurance.rawValue),
                .instant(session.createdAt), .instant(session.lastSeenAt),
                .instant(session.authenticatedAt), .text(session.methods.stored),
            ])
    }
}
