extension People {
    /// Finds people for staff, and shows every reader what their role may see.
    package struct Directory: Sendable {
        private let store: any PeopleStore
        private let audit: any AuditStore
        private let clock: any Timekeeping

        /// How many people a page has.
        package static let pageSize = 25
        /// How many people are read at once for an export.
        package static let exportPageSize = 500

        /// Looks into `store`; who exports the list is recorded in `audit`.
        package init(store: any PeopleStore, audit: any AuditStore, clock: any Timekeeping) {
            self.store = store
            self.audit = audit
            self.clock = clock
        }

        /// A page of those whom `needle` finds and `filter` lets through, as `reader` may see them.
        package func find(
            _ needle: Needle?, filter: Filter?, after position: Position?, by reader: Account
        ) async throws(StoreError) -> Found {
            try await page(
                Search(needle, filter: filter, addresses: reader.role.seesAddresses ? .beginning : .whole),
                after: position, limit: Self.pageSize, for: reader)
        }

        /// Records that `reader` takes the list away.
        ///
        /// - Returns: `false` when the reader's role does not allow it; then nothing is recorded.
        package func beginExport(
            _ filter: Filter?, as format: String, by reader: Account, source: RequestSource
        ) async throws(StoreError) -> Bool {
            guard reader.role.allows(.exportPeople) else { return false }
            try await audit.append(
                Audit.Entry(
                    .peopleExported, account: nil,
                    by: reader.role == .admin ? .administrator(reader.id) : .auditor(reader.id),
                    details: [
                        Audit.Detail("format", format), Audit.Detail("filter", filter?.rawValue ?? "none"),
                    ], at: clock.now, source: source))
            return true
        }

        /// Some of the list that is being taken away, in the order of the usernames.
        package func exportPage(
            _ filter: Filter?, after position: Position?, by reader: Account
        ) async throws(StoreError) -> Found {
            try await page(
                Search(filter: filter), after: position, limit: Self.exportPageSize, for: reader)
        }

        private func page(
            _ search: Search, after position: Position?, limit: Int, for reader: Account
        ) async throws(StoreError) -> Found {
            let found = try await store.find(search, after: position, limit: limit, at: clock.now)
            guard !reader.role.seesAddresses else { return found }
            return Found(people: found.people.map { $0.withoutAddress }, next: found.next)
        }
    }
}

extension People.Person {
    /// The same line for those who may not see addresses.
    fileprivate var withoutAddress: People.Person {
        People.Person(
            id: id, username: username, displayName: displayName, email: nil, role: role,
            isDisabled: isDisabled, frozenUntil: frozenUntil, isLocked: isLocked,
            isReRegistering: isReRegistering, devices: devices, lastUsedAt: lastUsedAt,
            createdAt: createdAt)
    }
}

extension Account.Role {
    /// Whether the role shows people's addresses and the names of their devices.
    package var seesAddresses: Bool { allows(.exportPeople) }
}
