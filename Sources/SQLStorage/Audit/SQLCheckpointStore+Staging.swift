import AuthDomain

extension SQLCheckpointStore {
    package func discard(
        after number: Int64, size: Int64, by duty: Audit.Duty
    ) async throws(StoreError) -> Bool {
        try await engine.write(by: duty) { connection throws(StoreError) in
            try connection.enqueue("DELETE FROM audit_marks WHERE checkpoint > $1", [.integer(number)])
            try connection.enqueue("DELETE FROM audit_buckets WHERE checkpoint > $1", [.integer(number)])
            try connection.enqueue("DELETE FROM audit_leaves WHERE position >= $1", [.integer(size)])
            return true
        }
    }

    package func stage(
        _ leaves: [Audit.Leaf], for number: Int64, by duty: Audit.Duty
    ) async throws(StoreError) -> Bool {
        try await engine.write(by: duty) { connection throws(StoreError) in
            try Self.insertLeaves.enqueue(
                leaves.map { [.integer($0.position), .text($0.chain)] }, on: connection)
            try Self.insertMarks.enqueue(
                leaves.map { leaf in
                    [
                        .integer(leaf.position), .integer(number), .integer(leaf.first),
                        .integer(leaf.last), .bytes(leaf.hash),
                    ]
                }, on: connection)
            return true
        }
    }

    private static let insertLeaves = MultiRowStatement(
        "INSERT INTO audit_leaves (position, chain) VALUES", columns: 2,
        "ON CONFLICT (position) DO NOTHING")

    private static let insertMarks = MultiRowStatement(
        "INSERT INTO audit_marks (position, checkpoint, first_sequence, last_sequence, hash) VALUES",
        columns: 5)

    package func stage(
        bucket: Int64, hash: [UInt8], for number: Int64, by duty: Audit.Duty
    ) async throws(StoreError) -> Bool {
        try await engine.write(by: duty) { connection throws(StoreError) in
            try connection.enqueue(
                "INSERT INTO audit_buckets (bucket, checkpoint, hash) VALUES ($1, $2, $3)",
                [.integer(bucket), .integer(number), .bytes(hash)])
            return true
        }
    }

    package func add(
        _ checkpoint: Audit.SignedCheckpoint, by duty: Audit.Duty
    ) async throws(StoreError) -> Bool {
        try await engine.write(by: duty) { connection throws(StoreError) in
            let added = try connection.execute(
                """
                INSERT INTO audit_checkpoints (number, at, size, jws) VALUES ($1, $2, $3, $4)
                ON CONFLICT (number) DO NOTHING
                """,
                [
                    .integer(checkpoint.number), .instant(checkpoint.at), .integer(checkpoint.size),
                    .text(checkpoint.jws),
                ])
            guard added == 1 else { return false }
            try connection.enqueue(
                """
                DELETE FROM audit_buckets WHERE checkpoint < $1 AND EXISTS
                    (SELECT 1 FROM audit_buckets x WHERE x.bucket = audit_buckets.bucket
                        AND x.checkpoint > audit_buckets.checkpoint)
                """, [.integer(checkpoint.number)])
            return true
        }
    }

    package func prune(
        _ chain: String, before sequence: Int64, by duty: Audit.Duty
    ) async throws(StoreError) -> Bool {
        try await engine.write(by: duty) { connection throws(StoreError) in
            let removed = try connection.execute(
                """
                DELETE FROM audit_entries WHERE chain = $1 AND sequence < $2 AND sequence <
                    (SELECT MIN(x.sequence) FROM audit_entries x WHERE x.chain = $1) + $3
                """, [.text(chain), .integer(sequence), .integer(Self.mostPruned)])
            return removed < Self.mostPruned
        }
    }

    /// Most entries that one transaction removes.
    private static let mostPruned: Int64 = 2000
}
