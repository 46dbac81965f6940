import AuthDomain

/// The phone's sign-ins and tokens in SQL.
package struct SQLPhoneSignInStore: PhoneSignInStore {
    let engine: any SQLEngine
    let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func create(
        _ pending: PendingSignIn, provenBy passwordHash: String
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            guard
                try AccountCheck.isCurrent(
                    pending.account, passwordHash: passwordHash, on: connection)
            else { return false }
            try connection.execute(
                """
                INSERT INTO pending_sign_ins (id, session_hash, account_id, thumbprint,
                    client_id, model, registration_id, created_at, expires_at, methods)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                """,
                [
                    .id(pending.id), .bytes(pending.sessionHash), .id(pending.account),
                    .text(pending.thumbprint), .text(pending.clientID), .text(pending.model),
                    .optionalID(pending.registration), .instant(pending.createdAt),
                    .instant(pending.expiresAt), .text(pending.methods.stored),
                ])
            return true
        }
    }

    package func note(
        _ methods: AuthenticationMethods, of pending: PendingSignIn, now: Instant
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            try connection.execute(
                """
                UPDATE pending_sign_ins SET methods = $3
                WHERE id = $1 AND session_hash = $2 AND expires_at > $4
                """,
                [
                    .id(pending.id), .bytes(pending.sessionHash), .text(methods.stored),
                    .instant(now),
                ]) == 1
        }
    }

    package func pending(
        _ sessionHash: [UInt8]
    ) async throws(StoreError) -> PendingSignIn? {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT id, session_hash, account_id, thumbprint, client_id, model,
                    registration_id, created_at, expires_at, methods
                FROM pending_sign_ins WHERE session_hash = $1
                """, [.bytes(sessionHash)])
            guard let row = rows.first else { return nil }
            var reader = RowReader(row)
            return PendingSignIn(
                id: try reader.identifier(), sessionHash: try reader.bytes(),
                account: try reader.identifier(), thumbprint: try reader.text(),
                clientID: try reader.text(), model: try reader.text(),
                registration: try reader.optionalIdentifier(),
                createdAt: try reader.instant(), expiresAt: try reader.instant(),
                methods: AuthenticationMethods(stored: try reader.text()))
        }
    }

    package func complete(
        _ proof: SignInProof, granting grant: AuthorizationGrant, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            switch proof {
            case .pending(let pending):
                let removed = try connection.execute(
                    "DELETE FROM pending_sign_ins WHERE id = $1 AND session_hash = $2",
                    [.id(pending.id), .bytes(pending.sessionHash)])
                guard removed == 1 else { return false }
            case .password(let hash):
                guard
                    try AccountCheck.isCurrent(
                        grant.claims.account, passwordHash: hash, on: connection)
                else { return false }
            }
            try TokenRows.insertFamily(grant.claims, on: connection)
            try connection.execute(
                """
                INSERT INTO authorization_codes (code_hash, family_id, expires_at)
                VALUES ($1, $2, $3)
                """,
                [.bytes(grant.codeHash), .id(grant.claims.family), .instant(grant.expiresAt)])
            try recorder.write(record, on: connection)
            return true
        }
    }

    package func standing(
        of claims: AccessClaims
    ) async throws(StoreError) -> TokenStanding {
        try await engine.read { connection throws(StoreError) in
            let families = try connection.query(
                """
                SELECT token_families.revoked_at, \(AccountColumns.list)
                FROM token_families JOIN accounts ON accounts.id = token_families.account_id
                WHERE token_families.id = $1
                """, [.id(claims.family)])
            guard let row = families.first else { return .revoked }
            var reader = RowReader(row)
            let revokedAt = try reader.optionalInstant()
            let account = try reader.account()
            var device: Device?
            if let id = claims.device {
                device = try Self.activeDevice(id, on: connection)
                if device == nil { return .deviceRemoved }
            }
            guard revokedAt == nil, !account.isDisabled else { return .revoked }
            return .good(account, device)
        }
    }

    static func activeDevice(
        _ id: Identifier<Device>, on connection: any SQLConnection
    ) throws(StoreError) -> Device? {
        let rows = try connection.query(
            "SELECT \(DeviceRows.columns) FROM devices WHERE id = $1 AND state = 'active'",
            [.id(id)])
        guard let row = rows.first else { return nil }
        var reader = RowReader(row)
        return try reader.device()
    }
}
