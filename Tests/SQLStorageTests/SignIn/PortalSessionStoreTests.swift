import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What every ``PortalSessionStore`` keeps.
@Suite struct PortalSessionStoreTests {
    private let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func aSessionIsFoundWithItsAccount(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (account, session) = try await signedIn(stores)
            let found = try #require(try await stores.sessions.session(session.idHash))
            #expect(found.session == session)
            #expect(found.account == account)
            #expect(try await stores.sessions.session(Sample.hash("other")) == nil)
            #expect(try await stores.actions(of: account.id) == [.accountAdded, .portalSignedIn])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aDisabledAccountHasNoSession(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.add(Sample.account(isDisabled: true))
            let session = Sample.session(of: account)
            try await stores.sessions.create(
                session, recording: Sample.record(.portalSignedIn, account))
            #expect(try await stores.sessions.session(session.idHash) == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func useMovesForwardOnly(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (_, session) = try await signedIn(stores)
            for (moment, expected) in [(5, 5), (3, 5), (9, 9)] {
                try await stores.sessions.touch(session.idHash, at: now + .minutes(moment))
                let found = try await stores.sessions.session(session.idHash)
                #expect(found?.session.lastSeenAt == now + .minutes(expected))
            }
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofParallelReplacementsOneWins(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (account, session) = try await signedIn(stores)
            let won = try await race { number in
                try await stores.sessions.replace(
                    session.idHash,
                    by: Sample.session(of: account, "new \(number)", assurance: .twoFactor),
                    recording: Sample.record(.reauthenticated, account))
            }
            #expect(won.filter { $0 }.count == 1)
            #expect(try await stores.sessions.session(session.idHash) == nil)
            #expect(
                try await stores.rows("SELECT assurance FROM portal_sessions").map(\.values) == [
                    [.text("twoFactor")]
                ])
            let actions = try await stores.actions(of: account.id)
            #expect(actions.filter { $0 == .reauthenticated }.count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aFailedReplacementLeavesTheSession(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (account, session) = try await signedIn(stores)
            let new = Sample.session(of: account, "new", assurance: .twoFactor)
            await #expect(throws: StoreError.self) {
                try await stores.sessions.replace(
                    session.idHash, by: new,
                    recording: Sample.impossibleRecord(.reauthenticated, account))
            }
            #expect(try await stores.sessions.session(session.idHash)?.session == session)
            #expect(try await stores.sessions.session(new.idHash) == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anEndIsRecordedOnce(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (account, session) = try await signedIn(stores)
            _ = try await race(10) { _ in
                try await stores.sessions.end(
                    session.idHash, recording: Sample.record(.portalSignedOut, account))
            }
            #expect(try await stores.sessions.session(session.idHash) == nil)
            let actions = try await stores.actions(of: account.id)
            #expect(actions.filter { $0 == .portalSignedOut }.count == 1)
        }
    }

    private func signedIn(_ stores: Stores) async throws -> (Account, PortalSession) {
        let account = try await stores.addAccount()
        let session = Sample.session(of: account)
        try await stores.sessions.create(
            session, recording: Sample.record(.portalSignedIn, account))
        return (account, session)
    }
}
