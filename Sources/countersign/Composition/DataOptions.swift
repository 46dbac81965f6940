import ArgumentParser
import Foundation
import Settings

/// Where the data and the settings are; the same for every command that needs them.
struct DataOptions: ParsableArguments {
    @Option(help: "A JSON file with settings (docs/configuration.md).")
    var config: String?

    @Option(help: "The folder of the database and its key (default: ./var, or $COUNTERSIGN_DATA).")
    var data: String?

    @Option(
        help: "PostgreSQL instead of the embedded database: postgresql://user@host/db ($COUNTERSIGN_DATABASE_URL).")
    var database: String?

    /// The folder to use.
    var folder: String {
        data ?? ProcessInfo.processInfo.environment["COUNTERSIGN_DATA"] ?? "var"
    }

    /// The settings, from file and environment.
    func settings() async throws -> Settings {
        var settings = try await Settings.load(
            file: config, environment: ProcessInfo.processInfo.environment)
        if let database { settings.database.url = database }
        return settings
    }

    /// The database that the settings name.
    func database(_ settings: Settings) throws -> Database {
        try Database(settings.database, folder: folder)
    }
}
