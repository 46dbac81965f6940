import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What every ``AuditSearchStore`` finds.
@Suite struct AuditSearchStoreTests {
    private static func entry(
        _ action: Audit.Action, _ account: Identifier<Account>?, minute: Int, reference: String = "R0"
    ) -> Audit.Entry {
        Audit.Entry(
            action, account: account, by: .person, at: Sample.morning + .minutes(minute),
            source: RequestSource(address: "192.0.2.1", userAgent: "", reference: reference))
    }

    @Test(arguments: StorageUnderTest.all)
    func aReferenceFindsItsEntriesInAllChains(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            for minute in 1...3 {
                try await stores.audit.append(
                    Self.entry(.codeRefused, account.id, minute: minute, reference: "7Q3MZK2\(minute)"))
            }
            try await stores.audit.append(
                Self.entry(.passwordRefused, nil, minute: 2, reference: "7Q3MZK22"))
            let found = try await stores.auditSearch.page(Audit.Query(reference: "7Q3MZK22"))
            #expect(Set(found.entries.map(\.fields.action)) == ["code.refused", "sign-in.password-refused"])
            #expect(found.next == nil)
            for hostile in ["", "7Q3MZK2", "%", "7Q3MZK22' OR 1=1 --", "\u{0}", String(repeating: "7", count: 5000)] {
                let page = try await stores.auditSearch.page(Audit.Query(reference: hostile))
                #expect(page == Audit.SearchPage(entries: [], next: nil), "\(hostile.prefix(20))")
            }
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func pagesShowEveryEntryOnceNewestFirst(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            for minute in 1...10 {
                // Equal moments in two chains, so that time alone could not separate pages.
                try await stores.audit.append(Self.entry(.codeRefused, account.id, minute: minute / 2))
                try await stores.audit.append(Self.entry(.passwordRefused, nil, minute: minute / 2))
            }
            let query = Audit.Query(until: Sample.morning + .minutes(5))
            let all = try await stores.auditSearch.page(query, limit: 100)
            #expect(all.entries.allSatisfy { $0.fields.at < Sample.morning + .minutes(5) })
            var seen: [Audit.ChainedEntry] = []
            var position: Audit.Position?
            repeat {
                let page = try await stores.auditSearch.page(query, after: position, limit: 3)
                seen += page.entries
                position = page.next.flatMap { Audit.Position($0.text) }
            } while position != nil
            #expect(seen == all.entries)
            #expect(seen.map(\.fields.at) == seen.map(\.fields.at).sorted(by: >))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func accountActionAndTimeNarrowTheSearch(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let other = try await stores.addAccount("ben")
            for minute in 1...5 {
                try await stores.audit.append(Self.entry(.codeRefused, account.id, minute: minute))
                try await stores.audit.append(Self.entry(.codeAccepted, other.id, minute: minute))
            }
            var query = Audit.Query(account: account.id)
            query.action = .codeRefused
            query.from = Sample.morning + .minutes(2)
            let first = try await stores.auditSearch.page(query, limit: 3)
            #expect(first.entries.map(\.sequence) == [6, 5, 4])
            let rest = try await stores.auditSearch.page(query, after: first.next, limit: 3)
            #expect(rest.entries.map(\.sequence) == [3])
            #expect(rest.next == nil)
            let accepted = try await stores.auditSearch.page(Audit.Query(action: .codeAccepted))
            #expect(Set(accepted.entries.map(\.chain)) == [other.id.text])
            #expect(accepted.entries.count == 5)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aRareActionIsLookedForInBoundedSteps(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            try await stores.audit.append(Self.entry(.tokenReused, account.id, minute: 1))
            for minute in 2...9 { try await stores.audit.append(Self.entry(.codeAccepted, account.id, minute: minute)) }
            let store = SQLAuditSearchStore(engine: stores.engine)
            let query = Audit.Query(action: .tokenReused)
            let first = try await store.find(query, after: nil, limit: 5, reach: 4)
            #expect(first.entries.isEmpty)
            #expect(first.next?.at == Sample.morning + .minutes(6))
            let second = try await store.find(query, after: first.next, limit: 5, reach: 5)
            #expect(second.entries.map(\.fields.action) == ["token.reused"])
        }
    }

    @Test(arguments: [
        "", "..", "1.0.deployment", "1.-1.deployment", "x.1.deployment", "1.1.a b", "1.1.a.b",
        "9223372036854775808.1.a",
    ])
    func placesThatNobodyWroteAreRefused(text: String) {
        #expect(Audit.Position(text) == nil)
    }
}
