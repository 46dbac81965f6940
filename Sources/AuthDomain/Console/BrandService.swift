/// Shows the brand that was saved last, and changes it while the servers run.
package struct BrandService: Sendable {
    /// What this server shows.
    package let board: BrandBoard
    private let store: any BrandStore
    private let clock: any Timekeeping

    /// Shows on `board` what `store` has.
    package init(board: BrandBoard, store: any BrandStore, clock: any Timekeeping) {
        self.board = board
        self.store = store
        self.clock = clock
    }

    /// What saving came to.
    package enum Outcome: Sendable, Equatable {
        case saved
        case unchanged
        /// Somebody else has saved meanwhile.
        case overtaken
    }

    /// The newest version; `nil` when none was ever saved. Its changes are `nil` when they cannot be read.
    package func latest() async throws(StoreError) -> (saved: SavedVersion, changes: Brand.Changes?)? {
        try await store.latest().map { ($0, Brand.Changes.read(Array($0.text.utf8))) }
    }

    /// Shows the newest version; one that cannot be read says nothing.
    ///
    /// - Throws: `inconsistent` when it cannot be read.
    package func refresh() async throws(StoreError) {
        let known = board.number
        let latest = try await latest()
        board.show(latest?.changes ?? Brand.Changes(), number: latest?.saved.number ?? 0, known: known)
        guard let latest, latest.changes == nil else { return }
        throw .inconsistent(reason: "version \(latest.saved.number) of the brand cannot be read")
    }

    /// Saves `changes`, which were written on the version `number` (0: on none), and shows them.
    package func save(
        _ changes: Brand.Changes, over number: Int, by actor: Audit.Actor, source: RequestSource
    ) async throws(StoreError) -> Outcome {
        let latest = try await latest()
        guard latest?.saved.number ?? 0 == number else { return .overtaken }
        // A version that cannot be read any more must not keep another one out.
        let before = latest.map(\.changes) ?? Brand.Changes()
        guard before != changes else { return .unchanged }
        let details = before.map { Self.details(from: $0, to: changes) } ?? Self.details(to: changes)
        let isSaved = try await store.save(
            changes, over: number,
            recording: Record(
                Audit.Entry(
                    .brandChanged, account: nil, by: actor, subject: String(number + 1), details: details,
                    at: clock.now, source: source)))
        guard isSaved else { return .overtaken }
        board.show(changes, number: number + 1)
        return .saved
    }

    /// What is different, before and after apart: each has room for the whole text.
    private static func details(from before: Brand.Changes, to after: Brand.Changes) -> [Audit.Detail] {
        Brand.Item.allCases.filter { before[$0] != after[$0] }.flatMap { item in
            [("from", before[item]), ("to", after[item])].compactMap { way, text in
                text.map { Audit.Detail("\(item.rawValue) \(way)", $0) }
            }
        }
    }

    /// What counts now, where nobody can read what counted before.
    private static func details(to after: Brand.Changes) -> [Audit.Detail] {
        [Audit.Detail("before", "cannot be read")] + details(from: Brand.Changes(), to: after)
    }

    /// Signals that another server may have saved something.
    package func changes() -> any ChangeSignal { store.changes() }
}
