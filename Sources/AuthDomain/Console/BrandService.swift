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
    package func latest() async throws(StoreError) -> (saved: Brand.Saved, changes: Brand.Changes?)? {
        try await store.latest().map { ($0, Brand.Changes.read(Array($0.text.utf8))) }
    }

    /// Shows the newest version.
    ///
    /// - Throws: `inconsistent` when it cannot be read; what is shown stays.
    package func refresh() async throws(StoreError) {
        guard let (saved, changes) = try await latest() else { return board.show(Brand.Changes()) }
        guard let changes else { throw .inconsistent(reason: "version \(saved.number) of the brand cannot be read") }
        board.show(changes)
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
        let details = zip((before ?? Brand.Changes()).members, changes.members).compactMap { old, new in
            old.value == new.value ? nil : Audit.Detail(new.name, "\(old.value ?? "-") → \(new.value ?? "-")")
        }
        let isSaved = try await store.save(
            changes, over: number,
            recording: Record(
                Audit.Entry(
                    .brandChanged, account: nil, by: actor, subject: String(number + 1), details: details,
                    at: clock.now, source: source)))
        guard isSaved else { return .overtaken }
        board.show(changes)
        return .saved
    }

    /// Signals that another server may have saved something.
    package func changes() -> any ChangeSignal { store.changes() }
}
