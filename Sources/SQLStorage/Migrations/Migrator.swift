import AuthDomain

/// Brings a database's schema up to date and refuses one it does not know.
///
/// Servers that start together on one database take turns: each migration runs once.
package struct Migrator: Sendable {
    private let engine: any SQLEngine
    private let digest: any Digesting
    private let migrations: [Migration]

    /// Migrates `engine` through `migrations`.
    package init(
        engine: any SQLEngine, digest: any Digesting, migrations: [Migration] = Migration.all
    ) {
        self.engine = engine
        self.digest = digest
        self.migrations = migrations
    }

    /// Why a database was refused.
    package enum Failure: Error, Sendable, Equatable {
        /// A migration that ran differs from the one in this program: the history was edited.
        case edited(number: Int, name: String)
        /// The database was written by a newer version of the program.
        case newer(number: Int)
        case store(StoreError)
    }

    /// Runs what has not run yet, each in its own transaction.
    ///
    /// - Returns: the names of the migrations that ran now.
    @discardableResult
    package func migrate(at now: Instant) async throws(Failure) -> [String] {
        try await createHistory()
        let done = try await check()
        var ran: [String] = []
        for migration in migrations.dropFirst(done) {
            if try await run(migration, at: now) { ran.append(migration.name) }
        }
        return ran
    }

    /// Compares the database's history with this program's.
    ///
    /// - Returns: how many migrations have run.
    @discardableResult
    package func check() async throws(Failure) -> Int {
        let rows: [SQLRow]
        do {
            rows = try await engine.read { connection throws(StoreError) in
                try connection.query(
                    "SELECT number, name, checksum FROM schema_migrations ORDER BY number", [])
            }
        } catch {
            throw .store(error)
        }
        for (index, row) in rows.enumerated() {
            var reader = RowReader(row)
            let (number, name, checksum) = reader.migration()
            guard index < migrations.count else { throw .newer(number: number) }
            let known = migrations[index]
            guard known.number == number, known.name == name, self.checksum(known) == checksum
            else { throw .edited(number: number, name: name) }
        }
        return rows.count
    }

    private func createHistory() async throws(Failure) {
        let bytes = engine.dialect == .sqlite ? "BLOB" : "BYTEA"
        let integer = engine.dialect == .sqlite ? "INTEGER" : "BIGINT"
        let turn = turn
        do {
            try await engine.write { connection throws(StoreError) in
                try connection.script(
                    """
                    \(turn)
                    CREATE TABLE IF NOT EXISTS schema_migrations (
                        number     \(integer) NOT NULL PRIMARY KEY,
                        name       TEXT NOT NULL,
                        checksum   \(bytes) NOT NULL,
                        applied_at \(integer) NOT NULL
                    )
                    """)
            }
        } catch {
            throw .store(error)
        }
    }

    private func run(_ migration: Migration, at now: Instant) async throws(Failure) -> Bool {
        let dialect = engine.dialect
        let sum = checksum(migration)
        let turn = turn
        do {
            return try await engine.write { connection throws(StoreError) in
                try connection.script(turn)
                let added = try connection.execute(
                    """
                    INSERT INTO schema_migrations (number, name, checksum, applied_at)
                    VALUES ($1, $2, $3, $4) ON CONFLICT (number) DO NOTHING
                    """,
                    [
                        .integer(Int64(migration.number)), .text(migration.name), .bytes(sum),
                        .integer(now.milliseconds),
                    ])
                guard added == 1 else { return false }
                guard let script = migration.script(for: dialect) else {
                    throw .inconsistent(reason: "migration \(migration.number) has no \(dialect)")
                }
                try connection.script(script)
                return true
            }
        } catch {
            throw .store(error)
        }
    }

    /// Waits until no other server migrates this schema. SQLite's one writer needs no more.
    private var turn: String {
        switch engine.dialect {
        case .sqlite: ""
        case .postgresql:
            "SELECT pg_advisory_xact_lock(hashtextextended('countersign/' || current_schema(), 0));"
        }
    }

    private func checksum(_ migration: Migration) -> [UInt8] {
        digest.sha256(migration.scripts[engine.dialect] ?? [])
    }
}

extension RowReader {
    fileprivate mutating func migration() -> (number: Int, name: String, checksum: [UInt8]) {
        do {
            return (Int(try integer()), try text(), try bytes())
        } catch {
            return (-1, "unreadable", [])
        }
    }
}
