/// Which database the server uses.
package struct DatabaseSettings: Sendable, Equatable {
    /// A PostgreSQL connection string; `nil`: the embedded database in the data folder. May hold a password.
    package var url: String?
    /// Connections to PostgreSQL at one time, for each server.
    package var connections: Int

    /// Reads which database to use.
    ///
    /// - Configuration keys:
    ///   - `database.url` (text, secret): `postgresql://…`; `PG*` variables fill what it leaves out
    ///   - `database.connections` (whole number, default 10, 1…200): for each server
    init(reader: inout SettingReader) {
        url = reader.text("database.url")
        connections = reader.number("database.connections", default: 10, in: 1...200)
        if let url, !Self.isPostgreSQL(url) {
            reader.report("database.url", "must begin with postgresql://")
        }
    }

    /// Whether `url` is of the kind that PostgreSQL's library takes.
    package static func isPostgreSQL(_ url: String) -> Bool {
        url.hasPrefix("postgresql://") || url.hasPrefix("postgres://")
    }
}
