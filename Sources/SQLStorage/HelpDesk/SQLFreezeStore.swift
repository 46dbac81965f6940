import AuthDomain

/// Freezes in SQL.
package struct SQLFreezeStore: FreezeStore {
    private let engine: any SQLEngine
    private let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    package func thaw(
        _ account: Identifier<Account>, at now: Instant, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await engine.write { connection throws(StoreError) in
            guard try AccountFreeze.thaw(account, at: now, on: connection) else { return false }
            try recorder.write(record, on: connection)
            return true
        }
    }
}
