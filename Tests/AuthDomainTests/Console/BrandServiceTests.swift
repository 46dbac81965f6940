import AuthDomain
import TestSupport
import Testing

/// What the console says is shown, and what was before is in the log.
@Suite struct BrandServiceTests {
    private let base = Brand(name: "Conversations", help: "Room 12")

    private func service(_ stores: Stores) -> BrandService {
        BrandService(board: BrandBoard(base), store: stores.brands, clock: SettableClock())
    }

    private func save(
        _ changes: Brand.Changes, over number: Int, _ service: BrandService
    ) async throws -> BrandService.Outcome {
        try await service.save(changes, over: number, by: .commandLine, source: Sample.source)
    }

    @Test func whatIsSavedIsShownHereAndByOthers() async throws {
        try await Sample.required(StorageUnderTest.all.first, "engine").withStores { stores in
            let (one, two) = (service(stores), service(stores))
            #expect(try await save(Brand.Changes(name: "Talks"), over: 0, one) == .saved)
            #expect(one.board.current == Brand(name: "Talks", help: "Room 12"))
            #expect(two.board.current == base)
            try await two.refresh()
            #expect(two.board.current == one.board.current)
            #expect(try await save(Brand.Changes(name: "Talks"), over: 1, one) == .unchanged)
            #expect(try await save(Brand.Changes(), over: 0, two) == .overtaken)
            #expect(try await save(Brand.Changes(), over: 1, two) == .saved)
            #expect(two.board.current == base)
            try await one.refresh()
            #expect(one.board.current == base)
            let details = try await stores.deploymentDetails(of: .brandChanged)
            #expect(details == ["name=- → Talks", "name=Talks → -"])
        }
    }

    @Test func aVersionThatCannotBeReadIsNotShownAndKeepsNothingOut() async throws {
        try await Sample.required(StorageUnderTest.all.first, "engine").withStores { stores in
            let service = service(stores)
            #expect(try await save(Brand.Changes(name: "Talks"), over: 0, service) == .saved)
            try await stores.tamper("UPDATE brand_versions SET changes = '{\"name\":7}'")
            await #expect(throws: StoreError.self) { try await service.refresh() }
            #expect(service.board.current.name == "Talks")
            let latest = try #require(try await service.latest())
            #expect(latest.saved.number == 1 && latest.changes == nil)
            #expect(try await save(Brand.Changes(), over: 1, service) == .saved)
            try await service.refresh()
            #expect(service.board.current == base)
        }
    }
}
