import AuthDomain
import TestSupport
import Testing

/// Of those who change the brand at the same time, one does; the others are told.
@Suite struct BrandStoreTests {
    private func save(_ name: String, over number: Int, _ stores: Stores) async throws -> Bool {
        try await stores.brands.save(
            Brand.Changes(name: name), over: number, recording: Sample.record(.brandChanged, nil))
    }

    @Test(arguments: StorageUnderTest.all)
    func ofManyOverTheSameVersionOneSaves(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            #expect(try await stores.brands.latest() == nil)
            let saved = try await race(20) { number in try await save("Brand \(number)", over: 0, stores) }
            #expect(saved.count { $0 } == 1)
            #expect(try await stores.brands.latest()?.number == 1)
            #expect(try await stores.actions(of: nil) == [.brandChanged])
            #expect(try await !save("Late", over: 0, stores))
            #expect(try await !save("Early", over: 2, stores))
            #expect(try await save("Next", over: 1, stores))
            let latest = try #require(try await stores.brands.latest())
            #expect(Brand.Changes.read(Array(latest.text.utf8)) == Brand.Changes(name: "Next"))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whatIsNotRecordedIsNotSaved(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            await #expect(throws: StoreError.self) {
                _ = try await stores.brands.save(
                    Brand.Changes(name: "Talks"), over: 0, recording: Sample.impossibleRecord(.brandChanged, nil))
            }
            let latest = try await stores.brands.latest()
            #expect(latest == nil)
        }
    }

    @Test(.timeLimit(.minutes(10)), arguments: StorageUnderTest.all)
    func whoListensHearsOfIt(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let changes = stores.brands.changes()
            // Whoever begins to listen to PostgreSQL is woken once: nobody knows what was missed.
            if storage.description != "SQLite" { await changes.changed() }
            let isSaved = try await save("Talks", over: 0, stores)
            #expect(isSaved)
            await changes.changed()
        }
    }
}
