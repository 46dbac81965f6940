import AuthDomain

/// Changes of addresses in SQL.
package struct SQLAddressChangeStore: AddressChangeStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func begin(
        _ change: Accounts.AddressChange, recording record: Record
    ) async throws(StoreError) -> Instant? {
        try await engine.write { connection throws(StoreError) in
            let frozenUntil = try AccountFreeze.end(
                of: change.account, at: change.createdAt, on: connection)
            if let frozenUntil { return frozenUntil }
            try connection.execute(
                """
                UPDATE address_changes SET state = 'cancelled'
                WHERE account_id = $1 AND channel = $2 AND state = 'pending'
                """, [.id(change.account), .text(change.channel.rawValue)])
            try AddressChangeRows.insert(change, on: connection)
            try recorder.write(record, on: connection)
            return nil
        }
    }

    package func waiting(
        _ id: Identifier<Accounts.AddressChange>, of account: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> Accounts.AddressChange? {
        try await engine.read { connection throws(StoreError) in
            try AddressChangeRows.first(
                "id = $1 AND account_id = $2 AND state = 'pending' AND expires_at > $3",
                [.id(id), .id(account), .instant(now)], on: connection)
        }
    }

    package func complete(
        _ change: Accounts.AddressChange, undoHash: [UInt8]?, recording record: Record
    ) async throws(StoreError) -> Accounts.AddressChangeEnding {
        try await conclude(change, undoHash, record)
    }

    package func remove(
        _ change: Accounts.AddressChange, undoHash: [UInt8]?, recording record: Record
    ) async throws(StoreError) -> Accounts.AddressChangeEnding {
        try await conclude(change, undoHash, record) { connection throws(StoreError) in
            try AddressChangeRows.insert(change, on: connection)
        }
    }

    /// Turns a waiting change into a done one, and the account's address with it, or leaves all as it was.
    private func conclude(
        _ change: Accounts.AddressChange, _ undoHash: [UInt8]?, _ record: Record,
        after preparing: (@Sendable (any SQLConnection) throws(StoreError) -> Void)? = nil
    ) async throws(StoreError) -> Accounts.AddressChangeEnding {
        let now = record.entry.at
        do {
            return try await engine.write { connection throws(StoreError) in
                if let until = try AccountFreeze.end(of: change.account, at: now, on: connection) {
                    return .frozen(until: until)
                }
                try preparing?(connection)
                let done = try connection.execute(
                    """
                    UPDATE address_changes SET state = 'done', done_at = $3, undo_hash = $4
                    WHERE id = $1 AND account_id = $2 AND state = 'pending' AND expires_at > $3
                    """,
                    [
                        .id(change.id), .id(change.account), .instant(now),
                        undoHash.map { .bytes($0) } ?? .null,
                    ])
                guard done == 1 else { return .lost }
                guard try AddressChangeRows.apply(change, on: connection) else { throw Self.overtaken }
                try recorder.write(record, on: connection)
                return .done
            }
        } catch {
            guard error == Self.overtaken else { throw error }
            return .lost
        }
    }

    /// Takes everything back of a change whose old address is not the account's any more.
    private static let overtaken = StoreError.inconsistent(reason: "the address changed meanwhile")

    package func cancel(
        _ id: Identifier<Accounts.AddressChange>, of account: Identifier<Account>
    ) async throws(StoreError) {
        _ = try await engine.write { connection throws(StoreError) in
            try connection.execute(
                """
                UPDATE address_changes SET state = 'cancelled'
                WHERE id = $1 AND account_id = $2 AND state = 'pending'
                """, [.id(id), .id(account)])
        }
    }

    package func done(
        _ id: Identifier<Accounts.AddressChange>, of account: Identifier<Account>
    ) async throws(StoreError) -> Accounts.AddressChange? {
        try await engine.read { connection throws(StoreError) in
            try AddressChangeRows.first(
                "id = $1 AND account_id = $2 AND state = 'done'", [.id(id), .id(account)],
                on: connection)
        }
    }

    package func undoable(
        _ undoHash: [UInt8], doneAfter earliest: Instant
    ) async throws(StoreError) -> Accounts.AddressChange? {
        try await engine.read { connection throws(StoreError) in
            try AddressChangeRows.first(
                "undo_hash = $1 AND state = 'done' AND done_at > $2",
                [.bytes(undoHash), .instant(earliest)], on: connection)
        }
    }

    package func undo(
        _ change: Accounts.AddressChange, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            guard try AddressChangeRows.undo(change.id, of: change.account, on: connection)
            else { return false }
            try recorder.write(record, on: connection)
            return true
        }
    }
}
