import AuthDomain

extension SQLPhoneSignInStore {
    package func redeem(
        _ codeHash: [UInt8], thumbprint: String, clientID: String, refresh: [UInt8],
        refreshExpiry: Instant, now: Instant,
        recordingReuse: @escaping @Sendable (AccessClaims) -> Record
    ) async throws(StoreError) -> AccessClaims? {
        try await engine.write { connection throws(StoreError) in
            guard let found = try Self.codeClaims(codeHash, on: connection),
                found.claims.thumbprint == thumbprint, found.claims.clientID == clientID
            else { return nil }
            let claims = found.claims
            if found.isSpent {
                // RFC 6749 §4.1.2: a code shown twice takes back what it gave.
                if try TokenRows.revokeFamily(claims.family, at: now, on: connection) {
                    try recorder.write(recordingReuse(claims), on: connection)
                }
                return nil
            }
            guard found.expiresAt > now, !found.isRevoked else { return nil }
            if let device = claims.device {
                guard try Self.activeDevice(device, on: connection) != nil else { return nil }
                try connection.execute(
                    "UPDATE devices SET last_used_at = $2 WHERE id = $1",
                    [.id(device), .instant(now)])
            }
            let spent = try connection.execute(
                """
                UPDATE authorization_codes SET spent_at = $2
                WHERE code_hash = $1 AND spent_at IS NULL
                """, [.bytes(codeHash), .instant(now)])
            guard spent == 1 else { return nil }
            try TokenRows.insertRefreshToken(
                refresh, family: claims.family, expiresAt: refreshExpiry, on: connection)
            return claims
        }
    }

    package func rotate(
        _ tokenHash: [UInt8], thumbprint: String, clientID: String, successor: [UInt8],
        now: Instant, recordingReuse: @escaping @Sendable (AccessClaims) -> Record
    ) async throws(StoreError) -> RefreshOutcome {
        try await engine.write { connection throws(StoreError) in
            guard let found = try Self.refreshClaims(tokenHash, on: connection),
                found.claims.thumbprint == thumbprint, found.claims.clientID == clientID
            else { return .refused }
            let claims = found.claims
            if let device = claims.device,
                try Self.activeDevice(device, on: connection) == nil
            {
                return .deviceRemoved
            }
            if found.isSpent {
                guard try TokenRows.revokeFamily(claims.family, at: now, on: connection)
                else { return .refused }
                try recorder.write(recordingReuse(claims), on: connection)
                return .reused
            }
            guard found.expiresAt > now, !found.isRevoked else { return .refused }
            let spent = try connection.execute(
                """
                UPDATE refresh_tokens SET spent_at = $2
                WHERE token_hash = $1 AND spent_at IS NULL
                """, [.bytes(tokenHash), .instant(now)])
            guard spent == 1 else { return .refused }
            try TokenRows.insertRefreshToken(
                successor, family: claims.family,
                expiresAt: now + SignIn.PhoneTokens.refreshLife, on: connection)
            return .rotated(claims)
        }
    }

    package func revokeFamily(
        of tokenHash: [UInt8], thumbprint: String, now: Instant,
        recording record: @escaping @Sendable (AccessClaims) -> Record
    ) async throws(StoreError) {
        try await engine.write { connection throws(StoreError) in
            guard let found = try Self.refreshClaims(tokenHash, on: connection),
                found.claims.thumbprint == thumbprint,
                try TokenRows.revokeFamily(found.claims.family, at: now, on: connection)
            else { return }
            try recorder.write(record(found.claims), on: connection)
        }
    }

    private struct Found {
        let claims: AccessClaims
        let expiresAt: Instant
        let isSpent: Bool
        let isRevoked: Bool
    }

    private static func codeClaims(
        _ hash: [UInt8], on connection: any SQLConnection
    ) throws(StoreError) -> Found? {
        try found(
            connection.query(
                """
                SELECT authorization_codes.expires_at, authorization_codes.spent_at,
                    token_families.revoked_at, \(TokenRows.columns)
                FROM authorization_codes
                JOIN token_families ON token_families.id = authorization_codes.family_id
                WHERE authorization_codes.code_hash = $1
                """, [.bytes(hash)]))
    }

    private static func refreshClaims(
        _ hash: [UInt8], on connection: any SQLConnection
    ) throws(StoreError) -> Found? {
        try found(
            connection.query(
                """
                SELECT refresh_tokens.expires_at, refresh_tokens.spent_at,
                    token_families.revoked_at, \(TokenRows.columns)
                FROM refresh_tokens
                JOIN token_families ON token_families.id = refresh_tokens.family_id
                WHERE refresh_tokens.token_hash = $1
                """, [.bytes(hash)]))
    }

    private static func found(_ rows: [SQLRow]) throws(StoreError) -> Found? {
        guard let row = rows.first else { return nil }
        var reader = RowReader(row)
        let expiresAt = try reader.instant()
        let spentAt = try reader.optionalInstant()
        let revokedAt = try reader.optionalInstant()
        return Found(
            claims: try reader.claims(), expiresAt: expiresAt, isSpent: spentAt != nil,
            isRevoked: revokedAt != nil)
    }
}
