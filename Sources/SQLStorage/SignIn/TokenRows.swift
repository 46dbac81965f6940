import AuthDomain

/// Reading and writing rows of `token_families`.
enum TokenRows {
    /// The columns in the order in which ``RowReader/claims()`` reads them.
    static let columns = """
        token_families.id, token_families.account_id, token_families.device_id, \
        token_families.thumbprint, token_families.client_id, token_families.scope, \
        token_families.methods, token_families.authenticated_at
        """

    static func insertFamily(
        _ claims: AccessClaims, on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.execute(
            """
            INSERT INTO token_families (id, account_id, device_id, thumbprint, client_id, scope,
                methods, authenticated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                .id(claims.family), .id(claims.account), .optionalID(claims.device),
                .text(claims.thumbprint), .text(claims.clientID), .text(claims.scope),
                .text(claims.methods.stored), .instant(claims.authenticatedAt),
            ])
    }

    static func revokeFamily(
        _ id: Identifier<TokenFamily>, at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) -> Bool {
        try connection.execute(
            "UPDATE token_families SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL",
            [.id(id), .instant(now)]) == 1
    }

    static func insertRefreshToken(
        _ hash: [UInt8], family: Identifier<TokenFamily>, expiresAt: Instant,
        on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.execute(
            """
            INSERT INTO refresh_tokens (token_hash, family_id, expires_at) VALUES ($1, $2, $3)
            """, [.bytes(hash), .id(family), .instant(expiresAt)])
    }
}

extension RowReader {
    mutating func claims() throws(StoreError) -> AccessClaims {
        let family: Identifier<TokenFamily> = try identifier()
        return AccessClaims(
            account: try identifier(), family: family, device: try optionalIdentifier(),
            thumbprint: try text(), clientID: try text(), scope: try text(),
            methods: AuthenticationMethods(stored: try text()), authenticatedAt: try instant())
    }
}
