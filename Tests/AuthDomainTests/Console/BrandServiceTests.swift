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
            #expect(details == ["name to=Talks", "name from=Talks"])
        }
    }

    @Test func olderNewsComesTooLateAndABackupDoesNot() {
        let board = BrandBoard(base)
        board.show(Brand.Changes(name: "Two"), number: 2)
        board.show(Brand.Changes(name: "One"), number: 1, known: 0)
        #expect(board.current.name == "Two", "read before the other was saved")
        board.show(Brand.Changes(name: "One"), number: 1)
        #expect(board.current.name == "Two")
        board.show(Brand.Changes(name: "One"), number: 1, known: 2)
        #expect(board.current.name == "One", "read after it, and it is gone")
    }

    @Test func theLogKeepsTheWholeOfBoth() async throws {
        try await Sample.required(StorageUnderTest.all.first, "engine").withStores { stores in
            let service = service(stores)
            let (old, new) = (String(repeating: "o", count: 200), String(repeating: "n", count: 200))
            #expect(try await save(Brand.Changes(help: old), over: 0, service) == .saved)
            #expect(try await save(Brand.Changes(help: new), over: 1, service) == .saved)
            let details = try await stores.deploymentDetails(of: .brandChanged)
            #expect(details.count == 2 && details[0] == "help to=\(old)")
            #expect(details[1].hasPrefix("help from=\(old)") && details[1].hasSuffix("help to=\(new)"))
        }
    }

    @Test func aVersionThatCannotBeReadSaysNothingAndKeepsNothingOut() async throws {
        try await Sample.required(StorageUnderTest.all.first, "engine").withStores { stores in
            let service = service(stores)
            #expect(try await save(Brand.Changes(name: "Talks"), over: 0, service) == .saved)
            try await stores.tamper("UPDATE brand_versions SET changes = '{\"name\":7}'")
            await #expect(throws: StoreError.self) { try await service.refresh() }
            #expect(service.board.current == base)
            let latest = try #require(try await service.latest())
            #expect(latest.saved.number == 1 && latest.changes == nil)
            #expect(try await save(Brand.Changes(help: "Room 13"), over: 1, service) == .saved)
            try await service.refresh()
            #expect(service.board.current.help == "Room 13")
            let details = try await stores.deploymentDetails(of: .brandChanged)
            let last = try #require(details.last)
            #expect(last.hasPrefix("before=cannot be read") && last.hasSuffix("help to=Room 13"))
        }
    }
}
