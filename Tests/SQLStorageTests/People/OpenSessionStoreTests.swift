import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What every ``OpenSessionStore`` counts and ends.
@Suite struct OpenSessionStoreTests {
    private static let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func whatIsOpenIsCountedAndExpiredSessionsAreNot(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let maria = try await stores.addAccount("maria")
            let other = try await stores.addAccount("other")
            #expect(try await stores.openSessions.open(of: maria.id, at: Self.now).isNone)
            for seed in ["one", "two"] { try await signIn(stores, maria, seed) }
            try await signIn(stores, other, "other")
            let open = try await stores.openSessions.open(of: maria.id, at: Self.now)
            #expect(open == People.OpenSessions(browsers: 2, apps: 0, remembered: 0))
            let later = Self.now + PortalSession.Limits().idle
            #expect(try await stores.openSessions.open(of: maria.id, at: later).isNone)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofManyWhoEndThemOneDoesAndOthersStaySignedIn(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let maria = try await stores.addAccount("maria")
            let other = try await stores.addAccount("other")
            try await signIn(stores, maria, "one")
            try await signIn(stores, other, "other")
            let won = try await race { _ in
                try await stores.openSessions.endAll(of: maria.id, at: Self.now) { open in
                    Sample.record(open.browsers == 1 ? .sessionsEnded : .accountUnlocked, maria)
                }
            }
            #expect(won.filter { $0 }.count == 1)
            #expect(try await stores.actions(of: maria.id).filter { $0 == .sessionsEnded }.count == 1)
            #expect(try await stores.openSessions.open(of: maria.id, at: Self.now).isNone)
            #expect(try await stores.openSessions.open(of: other.id, at: Self.now).browsers == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func nothingEndsWithoutItsRecord(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores async throws in
            let maria = try await stores.addAccount("maria")
            try await signIn(stores, maria, "one")
            await #expect(throws: StoreError.self) {
                try await stores.openSessions.endAll(of: maria.id, at: Self.now) { _ in
                    Sample.impossibleRecord(.sessionsEnded, maria)
                }
            }
            #expect(try await stores.openSessions.open(of: maria.id, at: Self.now).browsers == 1)
        }
    }

    private func signIn(_ stores: Stores, _ account: Account, _ seed: String) async throws {
        try await stores.sessions.create(
            PortalSession(
                idHash: Sample.hash(seed + account.id.text), account: account.id, assurance: .twoFactor,
                createdAt: Self.now, lastSeenAt: Self.now, authenticatedAt: Self.now),
            recording: Sample.record(.portalSignedIn, account))
    }
}
