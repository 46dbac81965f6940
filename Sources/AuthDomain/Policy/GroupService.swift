extension Policy {
    /// Groups of people, which policy documents may name.
    package struct GroupService: Sendable {
        private let store: any GroupStore
        private let clock: any Timekeeping

        /// Works on `store`.
        package init(store: any GroupStore, clock: any Timekeeping) {
            self.store = store
            self.clock = clock
        }

        /// All groups by name.
        package func list() async throws(StoreError) -> [Group] { try await store.groups() }

        /// Members by username, after that key.
        package func members(
            of group: GroupName, after key: String? = nil, limit: Int
        ) async throws(StoreError) -> [Account] {
            try await store.members(of: group, after: key, limit: limit)
        }

        /// Adds a group; `false`: there is one of that name.
        package func add(
            _ group: GroupName, by actor: Audit.Actor, source: RequestSource
        ) async throws(StoreError) -> Bool {
            try await store.add(group, recording: record(.groupAdded, nil, group, actor, source))
        }

        /// Removes a group, unless the policy in effect names it.
        package func remove(
            _ group: GroupName, by actor: Audit.Actor, source: RequestSource
        ) async throws(StoreError) -> GroupRemoval {
            try await store.remove(group, recording: record(.groupRemoved, nil, group, actor, source))
        }

        /// Adds a member.
        package func join(
            _ group: GroupName, _ account: Identifier<Account>, by actor: Audit.Actor, source: RequestSource
        ) async throws(StoreError) -> GroupChange {
            try await store.join(group, account, recording: record(.groupJoined, account, group, actor, source))
        }

        /// Removes a member.
        package func leave(
            _ group: GroupName, _ account: Identifier<Account>, by actor: Audit.Actor, source: RequestSource
        ) async throws(StoreError) -> GroupChange {
            try await store.leave(group, account, recording: record(.groupLeft, account, group, actor, source))
        }

        private func record(
            _ action: Audit.Action, _ account: Identifier<Account>?, _ group: GroupName, _ actor: Audit.Actor,
            _ source: RequestSource
        ) -> Record {
            Record(
                Audit.Entry(
                    action, account: account, by: actor, subject: group.text, at: clock.now, source: source))
        }
    }
}
