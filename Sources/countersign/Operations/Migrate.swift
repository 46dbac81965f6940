import ArgumentParser
import Cryptography
import SQLStorage

/// `countersign migrate`.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database's schema up to date (serve does this by itself).",
        discussion: "Example: countersign migrate --data /var/lib/countersign")

    @OptionGroup var data: DataOptions

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data, mayCreate: true)
            let migrator = Migrator(engine: installation.engine, digest: installation.digest)
            let done = try await migrator.check()
            print("The schema is at migration \(done) of \(Migration.all.count).")
        }
    }
}
