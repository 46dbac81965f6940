import AuthDomain

/// Registrations in SQL.
package struct SQLRegistrationStore: RegistrationStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func begin(
        _ registration: Registration, deviceLimit: Int, replacesAll: Bool,
        admission: Registration.Admission, recording record: Record
    ) async throws(StoreError) -> RegistrationObstacle? {
        try await engine.write { connection throws(StoreError) in
            let frozenUntil = try AccountFreeze.end(
                of: registration.account, at: registration.createdAt, on: connection)
            if let frozenUntil { return .frozen(until: frozenUntil) }
            let obstacle =
                replacesAll
                ? admission.obstacle(hasFactor: false)
                : try DeviceRows.obstacle(
                    account: registration.account, nameKey: registration.deviceName.lowercased(),
                    limit: deviceLimit, admission: admission, on: connection)
            if let obstacle { return obstacle }
            try RegistrationRows.cancelOpen(of: registration.account, on: connection)
            try RegistrationRows.insert(registration, on: connection)
            try conclude(record, on: connection)
            return nil
        }
    }

    package func registration(
        _ id: Identifier<Registration>
    ) async throws(StoreError) -> Registration? {
        try await first("id = $1", .id(id))
    }

    package func registration(
        ticketHash: [UInt8]
    ) async throws(StoreError) -> Registration? {
        try await first("ticket_hash = $1", .bytes(ticketHash))
    }

    package func registration(
        setupCodeHash: [UInt8]
    ) async throws(StoreError) -> Registration? {
        try await first("setup_code_hash = $1", .bytes(setupCodeHash))
    }

    private func first(
        _ condition: String, _ value: SQLValue
    ) async throws(StoreError) -> Registration? {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                "SELECT \(RegistrationRows.columns) FROM registrations WHERE \(condition)",
                [value])
            guard let row = rows.first else { return nil }
            var reader = RowReader(row)
            return try reader.registration()
        }
    }

    package func claim(
        _ id: Identifier<Registration>, _ claim: Registration.Claim, by pending: PendingSignIn,
        nextSession: [UInt8], now: Instant, recording record: Record
    ) async throws(StoreError) -> Bool {
        do {
            return try await bind(
                id, claim, by: pending, nextSession: nextSession, now: now, recording: record)
        } catch {
            guard error == Self.signInLost else { throw error }
            return false
        }
    }

    private func bind(
        _ id: Identifier<Registration>, _ claim: Registration.Claim, by pending: PendingSignIn,
        nextSession: [UInt8], now: Instant, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let claimed = try connection.execute(
                """
                UPDATE registrations SET state = 'claimed', phone_public_key = $2,
                    thumbprint = $3, model = $4, pairing_key = $5, private_key = NULL
                WHERE id = $1 AND state = 'pending' AND kind = 'phone' AND expires_at > $6
                """,
                [
                    .id(id), .bytes(claim.phonePublicKey), .text(claim.thumbprint),
                    .text(claim.model), .bytes(claim.sealedKey), .instant(now),
                ])
            guard claimed == 1 else { return false }
            let moved = try connection.execute(
                """
                UPDATE pending_sign_ins SET session_hash = $3, registration_id = $4
                WHERE id = $1 AND session_hash = $2 AND expires_at > $5
                """,
                [
                    .id(pending.id), .bytes(pending.sessionHash), .bytes(nextSession), .id(id),
                    .instant(now),
                ])
            guard moved == 1 else { throw Self.signInLost }
            try conclude(record, on: connection)
            return true
        }
    }

    /// Takes a claim back whose sign-in ended or went on meanwhile.
    private static let signInLost = StoreError.inconsistent(reason: "the sign-in went on meanwhile")

    package func reserveTry(
        _ id: Identifier<Registration>, in state: Registration.State, now: Instant
    ) async throws(StoreError) -> Int? {
        try await engine.write { connection throws(StoreError) in
            let rows = try connection.query(
                """
                UPDATE registrations SET tries_left = tries_left - 1
                WHERE id = $1 AND state = $2 AND tries_left > 0 AND expires_at > $3
                RETURNING tries_left
                """, [.id(id), .text(state.rawValue), .instant(now)])
            guard let row = rows.first else { return nil }
            var reader = RowReader(row)
            return Int(try reader.integer())
        }
    }

    package func complete(
        _ id: Identifier<Registration>, as device: Device, deviceLimit: Int, now: Instant,
        replacing replacement: FactorReplacement?, keeping session: [UInt8]?,
        admission: Registration.Admission, recording record: Record
    ) async throws(StoreError) -> RegistrationCompletion {
        try await engine.write { connection throws(StoreError) in
            let open = try connection.query(
                """
                SELECT id FROM registrations
                WHERE id = $1 AND state IN ('pending', 'claimed') AND expires_at > $2
                """, [.id(id), .instant(now)])
            guard !open.isEmpty else { return .lost }
            if let until = try AccountFreeze.end(of: device.account, at: now, on: connection) {
                return .obstacle(.frozen(until: until))
            }
            if let replacement {
                guard
                    try FactorResetRows.use(
                        replacement.reset, of: device.account, at: now, on: connection)
                else { return .lost }
                let gone = try FactorEnding.endAll(
                    of: device.account, keeping: session, at: now, on: connection)
                try recorder.write(replacement.records(gone), on: connection)
            }
            let obstacle = try DeviceRows.obstacle(
                account: device.account, nameKey: device.name.lowercased(), limit: deviceLimit,
                admission: admission, on: connection)
            if let obstacle { return .obstacle(obstacle) }
            guard try DeviceRows.insert(device, on: connection) else {
                return .obstacle(.nameTaken)
            }
            try SearchKeyRows.recountDevices(of: device.account, on: connection)
            let done = try connection.execute(
                """
                UPDATE registrations SET state = 'active', \(RegistrationRows.wiping)
                WHERE id = $1 AND state IN ('pending', 'claimed')
                """, [.id(id)])
            guard done == 1 else {
                throw .inconsistent(reason: "registration \(id.text) changed in its transaction")
            }
            if replacement == nil, admission.proof.assurance == .twoFactor {
                // The person is in again by a factor of their own: nobody else is to come in by the reset.
                try FactorResetRows.endOpen(of: device.account, as: .withdrawn, at: now, on: connection)
            }
            // Who has a factor is never signed in without one: sign-ins by one factor end.
            try connection.execute(
                """
                UPDATE token_families SET revoked_at = $2
                WHERE account_id = $1 AND methods NOT LIKE '%mfa%' AND revoked_at IS NULL
                """, [.id(device.account), .instant(now)])
            try conclude(record, on: connection)
            return .registered
        }
    }

    package func end(
        _ id: Identifier<Registration>, as state: Registration.State, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            let ended = try connection.execute(
                """
                UPDATE registrations SET state = $2, \(RegistrationRows.wiping)
                WHERE id = $1 AND state IN ('pending', 'claimed')
                """, [.id(id), .text(state.rawValue)])
            guard ended == 1 else { return false }
            try conclude(record, on: connection)
            return true
        }
    }

    package func changes(of account: Identifier<Account>) -> any ChangeSignal {
        engine.announcements.listen(to: Self.topic(account))
    }

    /// Writes the record of a change and wakes who waits for it.
    private func conclude(
        _ record: Record, on connection: any SQLConnection
    ) throws(StoreError) {
        try recorder.write(record, on: connection)
        guard let account = record.entry.account else { return }
        try connection.announce(Self.topic(account))
    }

    private static func topic(_ account: Identifier<Account>) -> String {
        "registrations/\(account.text)"
    }
}
