import AuthDomain

/// Reading and writing rows of `registrations`.
enum RegistrationRows {
    /// The columns in the order in which ``RowReader/registration()`` reads them.
    static let columns = """
        id, account_id, device_name, kind, state, tries_left, created_at, expires_at, \
        ticket_hash, ticket, setup_code_hash, setup_code, server_public_key, private_key, \
        secret, phone_public_key, thumbprint, model, pairing_key
        """

    /// What an ended registration keeps no longer.
    static let wiping = """
        ticket = NULL, setup_code = NULL, private_key = NULL, secret = NULL, pairing_key = NULL
        """

    /// Ends whatever registration of `account` is open.
    static func cancelOpen(
        of account: Identifier<Account>, on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.execute(
            """
            UPDATE registrations SET state = 'cancelled', \(wiping)
            WHERE account_id = $1 AND state IN ('pending', 'claimed')
            """, [.id(account)])
    }

    static func insert(
        _ registration: Registration, on connection: any SQLConnection
    ) throws(StoreError) {
        var values: [SQLValue] = [
            .id(registration.id), .id(registration.account), .text(registration.deviceName),
        ]
        let common: [SQLValue] = [
            .text(registration.storedState.rawValue),
            .integer(Int64(registration.triesLeft)), .instant(registration.createdAt),
            .instant(registration.expiresAt),
        ]
        switch registration.method {
        case .pairing(let pairing):
            values += [.text("phone")] + common
            values += [
                .bytes(pairing.ticketHash), .bytes(pairing.sealedTicket),
                .bytes(pairing.setupCodeHash), .bytes(pairing.sealedSetupCode),
                .bytes(pairing.serverPublicKey), .bytes(pairing.sealedPrivateKey), .null,
            ]
        case .authenticator(let secret):
            values += [.text("authenticator")] + common
            values += [.null, .null, .null, .null, .null, .null, .bytes(secret)]
        }
        try connection.execute(
            """
            INSERT INTO registrations (id, account_id, device_name, kind, state, tries_left,
                created_at, expires_at, ticket_hash, ticket, setup_code_hash, setup_code,
                server_public_key, private_key, secret)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """, values)
    }
}

extension RowReader {
    /// Reads a registration.
    ///
    /// Secrets that were wiped when it ended are read as empty bytes: they do not open.
    mutating func registration() throws(StoreError) -> Registration {
        let id: Identifier<Registration> = try identifier()
        let account: Identifier<Account> = try identifier()
        let name = try text()
        let kind: Device.Kind = try choice()
        let state: Registration.State = try choice()
        let tries = Int(clamping: try integer())
        let createdAt = try instant()
        let expiresAt = try instant()
        let ticketHash = try optionalBytes() ?? []
        let ticket = try optionalBytes() ?? []
        let setupCodeHash = try optionalBytes() ?? []
        let setupCode = try optionalBytes() ?? []
        let serverKey = try optionalBytes() ?? []
        let privateKey = try optionalBytes() ?? []
        let secret = try optionalBytes() ?? []
        let claim = try self.claim()
        let method: Registration.Method =
            switch kind {
            case .authenticator: .authenticator(sealedSecret: secret)
            case .phone:
                .pairing(
                    Registration.Pairing(
                        ticketHash: ticketHash, sealedTicket: ticket,
                        setupCodeHash: setupCodeHash, sealedSetupCode: setupCode,
                        serverPublicKey: serverKey, sealedPrivateKey: privateKey,
                        claim: claim))
            }
        return Registration(
            id: id, account: account, deviceName: name, method: method, storedState: state,
            triesLeft: tries, createdAt: createdAt, expiresAt: expiresAt)
    }

    private mutating func claim() throws(StoreError) -> Registration.Claim? {
        let phoneKey = try optionalBytes()
        let thumbprint = try optionalText()
        let model = try optionalText()
        let sealedKey = try optionalBytes()
        guard let phoneKey, let thumbprint, let model else { return nil }
        return Registration.Claim(
            phonePublicKey: phoneKey, thumbprint: thumbprint, model: model,
            sealedKey: sealedKey ?? [])
    }
}
