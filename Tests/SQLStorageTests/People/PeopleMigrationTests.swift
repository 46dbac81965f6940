import AuthDomain
import Cryptography
import TestSupport
import Testing

@testable import SQLStorage

/// A database from before people were found by their names.
@Suite struct PeopleMigrationTests {
    @Test(arguments: StorageUnderTest.all)
    func peopleOfBeforeAreFoundAfterwards(storage: StorageUnderTest) async throws {
        try await storage.withDatabase { database in
            let engine = try await database.open()
            let digest = LibraryDigest()
            let before = Array(Migration.all.prefix { $0.name != "people_search" })
            try await Migrator(engine: engine, digest: digest, migrations: before).migrate(at: Sample.morning)
            let names = [
                ("ann", "Ann Ample Smith", "Ann@Example.com"), ("bob", "Bob", nil),
                ("eva", "Éva ŠIMIĆ", "eva@example.com"),
                ("gap", "Gap ", "gäp@example.com"),
            ]
            _ = try await engine.write { connection throws(StoreError) in
                for (username, name, email) in names {
                    let id = Sample.id(Account.self).text
                    try connection.execute(
                        """
                        INSERT INTO accounts (id, username, username_key, display_name, email, disabled, password_hash,
                            created_at) VALUES ($1, $2, $2, $3, $4, 0, 'hash', 0)
                        """,
                        [.text(id), .text(username), .text(name), email.map { .text($0) } ?? .null])
                    try connection.execute(
                        """
                        INSERT INTO devices (id, account_id, state, kind, name, name_key, model, algorithm, digits,
                            period, registered_at) VALUES ($1, $1, $2, 'phone', 'p', 'p', '', 'SHA1', 6, 30, 0)
                        """, [.text(id), .text(username == "bob" ? "revoked" : "active")])
                }
            }
            try await Migrator(engine: engine, digest: digest).migrate(at: Sample.morning)
            try await SearchKeyRows.fill(engine)
            let people = SQLPeopleStore(engine: engine, rule: SignIn.CodeLimits().rule)
            func find(_ text: String?, _ filter: People.Filter? = nil) async throws -> [String] {
                let search = People.Search(
                    text.flatMap { People.Needle($0) }, filter: filter, addresses: .beginning)
                return try await people.find(search, after: nil, limit: 10, at: Sample.morning)
                    .people.map(\.username.text)
            }
            #expect(try await find("ann ample") == ["ann"])
            #expect(try await find("SMITH") == ["ann"])
            #expect(try await find("ample") == [])
            #expect(try await find("ann@exam") == ["ann"])
            #expect(try await find("šimić") == ["eva"])
            #expect(try await find("gäp@") == ["gap"])
            #expect(try await find(nil, .noDevice) == ["bob"])
        }
    }
}
