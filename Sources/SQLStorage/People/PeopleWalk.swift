import AuthDomain

/// Walks along the indexes of one search, section by section, until a page is full or enough was looked at.
struct PeopleWalk {
    private let search: People.Search
    private let lock: LockCondition
    private let limit: Int
    /// The identifiers of those who were found, in their order.
    private(set) var found: [String] = []
    /// How many more rows may be looked at.
    private var patience = Self.reach

    /// The most rows that are looked at for one page.
    static let reach = 1500
    /// Rows that are read at once.
    private static let chunk = 300

    init(search: People.Search, lock: LockCondition, limit: Int) {
        self.search = search
        self.lock = lock
        self.limit = limit
        patience = max(Self.reach, limit + 1)
    }

    /// Walks from behind `position`.
    ///
    /// - Returns: where the next page begins; `nil`: everybody was found.
    mutating func run(
        from position: People.Position?, on connection: any SQLConnection
    ) throws(StoreError) -> People.Position? {
        var last = position
        for section in sections(from: position?.section) {
            var start = last?.section == section ? last : nil
            while true {
                let size = Self.chunk(for: limit + 1 - found.count)
                let rows = try PeopleSectionQuery(section: section, search: search, lock: lock)
                    .rows(after: start, limit: size, on: connection)
                for row in rows {
                    if row.passes, !isInEarlierSection(row, than: section) {
                        // One more than fits: there is a next page, and it begins behind the last that did.
                        if found.count == limit { return last }
                        found.append(row.id)
                    }
                    start = People.Position(section: section, key: row.key, username: row.username)
                    last = start
                }
                patience -= rows.count
                if rows.count < size { break }
                if patience <= 0 { return last }
            }
        }
        return nil
    }

    private static func chunk(for wanted: Int) -> Int { max(chunk, wanted) }

    private func sections(from first: People.Section?) -> [People.Section] {
        // Those of a rare state are looked through by all keys at once.
        guard search.needle != nil, search.filter?.isRare != true else { return [.username] }
        return People.Section.allCases.filter { $0.rawValue >= first?.rawValue ?? 0 }
    }

    private func isInEarlierSection(_ row: PeopleSectionQuery.Row, than section: People.Section) -> Bool {
        guard let needle = search.needle else { return false }
        func begins(_ key: String?) -> Bool { key?.utf8.starts(with: needle.key.utf8) ?? false }
        return switch section {
        case .username: false
        case .name: begins(row.username)
        case .lastName: begins(row.username) || begins(row.name)
        case .address: begins(row.username) || begins(row.name) || begins(row.lastName)
        }
    }
}
