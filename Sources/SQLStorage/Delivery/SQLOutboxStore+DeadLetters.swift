import AuthDomain

extension SQLOutboxStore {
    package func status(at now: Instant) async throws(StoreError) -> Delivery.Status {
        try await engine.read { connection throws(StoreError) in
            let groups = try connection.query(
                "SELECT channel, state, count(*) FROM outbox GROUP BY channel, state ORDER BY channel, state", [])
            var counts: [Delivery.Status.Count] = []
            for row in groups {
                var reader = RowReader(row)
                counts.append(
                    Delivery.Status.Count(
                        channel: try reader.choice(), state: try reader.choice(),
                        count: Int(try reader.integer())))
            }
            let oldest = try OutboxRow.select(
                "WHERE state = 'waiting' ORDER BY created_at, id LIMIT 1", [], on: connection)
            let troubled = try OutboxRow.select(
                "WHERE state = 'waiting' AND outcome IS NOT NULL ORDER BY due_at DESC, id LIMIT 1", [],
                on: connection)
            return Delivery.Status(
                counts: counts, oldestWaiting: oldest.first?.createdAt,
                trouble: troubled.first?.outcome.map { Delivery.Trouble($0) })
        }
    }

    package func dead(limit: Int) async throws(StoreError) -> [Delivery.DeadMessage] {
        try await engine.read { connection throws(StoreError) in
            try OutboxRow.select(
                "WHERE state = 'dead' ORDER BY ended_at DESC, id LIMIT $1", [.integer(Int64(limit))],
                on: connection
            ).map { $0.dead(at: $0.createdAt) }
        }
    }

    package func retry(
        _ id: Identifier<Delivery.Message>?, at now: Instant,
        recording: @escaping @Sendable (Delivery.DeadMessage) -> Record
    ) async throws(StoreError) -> Int {
        let recorder = recorder
        return try await engine.write { connection throws(StoreError) in
            // What was refused counts anew: it is to be sent now.
            let rows = try OutboxRow.update(
                """
                SET state = 'waiting', attempts = 0, due_at = $1, expires_at = $2, ended_at = NULL,
                    claimed_by = NULL, claimed_until = 0, counted_at = NULL
                WHERE state = 'dead' AND kind = 'notice' AND content IS NOT NULL
                \(id == nil ? "" : "AND id = $3")
                """,
                [.instant(now), .instant(now + .days(1))] + (id.map { [.id($0)] } ?? []),
                on: connection)
            try recorder.write(rows.map { recording($0.dead(at: now)) }, on: connection)
            if !rows.isEmpty { try connection.announce(Delivery.topic) }
            return rows.count
        }
    }
}
