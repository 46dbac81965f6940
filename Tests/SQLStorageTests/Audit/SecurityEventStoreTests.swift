import AuthDomain
import TestSupport
import Testing

/// What every ``SecurityEventStore`` reads of one person's chain.
@Suite struct SecurityEventStoreTests {
    @Test(arguments: StorageUnderTest.all)
    func entriesComeNewestFirstAndInPages(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let other = try await stores.addAccount("ben")
            for _ in 0..<5 { try await stores.audit.append(Sample.record(.codeAccepted, account).entry) }
            try await stores.audit.append(Sample.record(.portalSignedIn, other).entry)

            let (head, all) = try await stores.securityEvents.newest(
                of: account.id, before: nil, limit: 10)
            #expect(head == 6)
            #expect(all.map(\.sequence) == [6, 5, 4, 3, 2, 1])
            let page = try await stores.securityEvents.newest(of: account.id, before: 4, limit: 2)
            #expect(page.entries.map(\.sequence) == [3, 2])
            #expect(page.head == 6)
            let nobody = try await stores.securityEvents.newest(of: Sample.id(), before: nil, limit: 2)
            #expect(nobody.head == 0 && nobody.entries.isEmpty)
        }
    }

    @Test(.timeLimit(.minutes(10)), arguments: StorageUnderTest.all)
    func whatIsShownWakesWhoWaits(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let signal = stores.securityEvents.changes(of: account.id)
            try await stores.audit.append(Sample.record(.portalSignedIn, account).entry)
            await signal.changed()
        }
    }
}
