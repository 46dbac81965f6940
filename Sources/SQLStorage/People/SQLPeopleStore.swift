import AuthDomain

/// People in SQL.
package struct SQLPeopleStore: PeopleStore {
    private let engine: any SQLEngine
    private let rule: SignIn.ThrottleRule

    /// Reads through `engine`; `rule` says from how many wrong codes on none counts.
    package init(engine: any SQLEngine, rule: SignIn.ThrottleRule) {
        self.engine = engine
        self.rule = rule
    }

    package func find(
        _ search: People.Search, after position: People.Position?, limit: Int, at now: Instant
    ) async throws(StoreError) -> People.Found {
        let lock = LockCondition(rule: rule, now: now)
        return try await engine.read { connection throws(StoreError) in
            var walk = PeopleWalk(search: search, lock: lock, limit: limit)
            let next = try walk.run(from: position, on: connection)
            return People.Found(
                people: try PersonRows.people(walk.found, lock: lock, on: connection), next: next)
        }
    }

    package func person(
        _ id: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> People.Person? {
        let lock = LockCondition(rule: rule, now: now)
        return try await engine.read { connection throws(StoreError) in
            try PersonRows.people([id.text], lock: lock, on: connection).first
        }
    }
}

/// When wrong codes keep somebody out.
struct LockCondition: Sendable {
    let rule: SignIn.ThrottleRule
    let now: Instant

    /// Whether that many wrong codes, and a wait until then, keep somebody out.
    func holds(failures: Int64, blockedUntil: Instant) -> Bool {
        blockedUntil > now || failures >= disableAt
    }

    /// The wrong codes from which on none counts.
    var disableAt: Int64 { rule.disableAt.map(Int64.init) ?? .max }
}
