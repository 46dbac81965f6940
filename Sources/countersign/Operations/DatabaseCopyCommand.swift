import ArgumentParser
import AuthDomain
import Cryptography
import Foundation
import SQLStorage
import Settings
import Synchronization

/// `countersign database copy`.
struct DatabaseCopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy", abstract: "Copy every row to an empty database and compare both.",
        discussion: """
            A database is a data folder (its embedded database) or postgresql://…; a password is best \
            kept in PGPASSFILE. Stop every server of the source first. The copy goes on where it was \
            when it is broken off and started again, and no server starts on an unfinished one. The \
            key file is not copied: servers of the copy need the same.

            Example: countersign database copy --from /var/lib/countersign --to postgresql://id@db/id
            Exit codes: 0 copied and equal; 2 the target is in use, or the source changed meanwhile.
            """)

    @Option(help: "The database to read: a data folder, or postgresql://…")
    var from: String

    @Option(help: "The empty database to fill: a data folder, or postgresql://…")
    var to: String

    @Flag(help: "Print the tables as one JSON object.")
    var json = false

    func run() async throws {
        try await countersign.run {
            let source = try Self.database(from)
            guard source.mayExist else { throw Failure.unavailable("There is no installation in \(from).") }
            let digest = LibraryDigest()
            let engines = try await (open(source, digest), open(Self.database(to), digest))
            let progress = CopyProgress()
            let copy = DatabaseCopy(from: engines.0, to: engines.1, digest: digest) { table, rows, total in
                progress.report(table, rows, total)
            }
            let outcome: Result<[DatabaseCopy.Table], any Error>
            do {
                outcome = .success(try await copy.run())
            } catch {
                outcome = .failure(Self.failure(error))
            }
            await engines.0.close()
            await engines.1.close()
            try show(try outcome.get())
        }
    }

    private static func database(_ text: String) throws -> Database {
        DatabaseSettings.isPostgreSQL(text)
            ? try Database(url: text, connections: 2) : .embedded(path: Database.file(in: text))
    }

    private func open(_ database: Database, _ digest: LibraryDigest) async throws -> any SQLEngine {
        do {
            let engine = try database.open(isPatient: true)
            try await Migrator(engine: engine, digest: digest).migrate(at: SystemClock().now)
            return engine
        } catch let error as StoreError {
            throw Failure.unavailable("\(database.display) is not available: \(error)")
        }
    }

    private static func failure(_ error: any Error) -> any Error {
        guard let failure = error as? DatabaseCopy.Failure else { return error }
        return switch failure {
        case .noSource:
            Failure.refused("The source holds no installation that a server has used, or is an unfinished copy.")
        case .targetInUse:
            Failure.refused("The target is not empty. Give an empty database, or the unfinished copy of this source.")
        case .differs(let table):
            Failure.refused(
                """
                The table \(table) differs after the copy: a server still worked on the source or the target. \
                Stop all servers, empty the target, and run the command again.
                """)
        case .store(let error):
            Failure.unavailable("A database is not available: \(error). Run the command again: it goes on.")
        }
    }

    private func show(_ tables: [DatabaseCopy.Table]) throws {
        if json {
            try Output.json([
                "tables": tables.map {
                    ["name": $0.name, "rows": $0.rows, "sha256": Self.hex($0.checksum)] as [String: Any]
                }
            ])
            return
        }
        for table in tables {
            print("\(table.name)\t\(table.rows)\t\(Self.hex(table.checksum).prefix(16))")
        }
        print("Copied and equal: \(tables.reduce(0) { $0 + $1.rows }) rows in \(tables.count) tables.")
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// Says how far a copy is, at most once a second, and once for each table.
private final class CopyProgress: Sendable {
    private let last = Mutex<(table: String, moment: ContinuousClock.Instant)>(("", .now))

    func report(_ table: String, _ rows: Int, _ total: Int) {
        let isDue = last.withLock { last in
            guard table != last.table || ContinuousClock.now - last.moment > .seconds(1) else { return false }
            last = (table, .now)
            return true
        }
        if isDue { Progress.say("\(table): \(rows) of \(total) rows") }
    }
}
