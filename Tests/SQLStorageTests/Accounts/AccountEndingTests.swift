import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// Disabling an account and resetting its password end what is open.
@Suite struct AccountEndingTests {
    @Test(arguments: StorageUnderTest.all)
    func disablingEndsSessionsSignInsAndTokens(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let open = try await OpenAccount(in: stores)
            let record = Sample.record(.accountDisabled, open.account)
            let id = open.account.id
            #expect(
                try await stores.accounts.setDisabled(true, account: id, recording: record)
                    == .changed)
            #expect(try await stores.accounts.account(id)?.isDisabled == true)
            #expect(try await open.isClosed(in: stores))

            let again = try await stores.accounts.setDisabled(
                true, account: id, recording: record)
            #expect(again == .unchanged)
            #expect(try await stores.actions(of: id).filter { $0 == .accountDisabled }.count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func enablingRevivesNothing(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let open = try await OpenAccount(in: stores)
            for isDisabled in [true, false] {
                let changed = try await stores.accounts.setDisabled(
                    isDisabled, account: open.account.id,
                    recording: Sample.record(.accountEnabled, open.account))
                #expect(changed == .changed)
            }
            #expect(try await stores.accounts.account(open.account.id)?.isDisabled == false)
            #expect(try await open.isClosed(in: stores))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func passwordResetEndsEverythingAndTellsThePerson(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let open = try await OpenAccount(in: stores)
            let message = Sample.message(for: open.account.id)
            let done = try await stores.accounts.resetPassword(
                "new", account: open.account.id,
                recording: Sample.record(.passwordReset, open.account, messages: [message]))
            #expect(done)
            #expect(try await stores.accounts.account(open.account.id)?.passwordHash == "new")
            #expect(try await stores.outbox.newest(limit: 10) == [message])
            #expect(try await open.isClosed(in: stores))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func resetOfAnUnknownAccountRecordsNothing(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let stranger = Sample.account("stranger")
            let done = try await stores.accounts.resetPassword(
                "new", account: stranger.id, recording: Sample.record(.passwordReset, stranger))
            #expect(!done)
            #expect(try await stores.audit.heads(after: nil, limit: 10).isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func failedResetLeavesPasswordAndSessions(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let open = try await OpenAccount(in: stores)
            await #expect(throws: StoreError.self) {
                try await stores.accounts.resetPassword(
                    "new", account: open.account.id,
                    recording: Sample.impossibleRecord(.passwordReset, open.account))
            }
            #expect(try await stores.accounts.account(open.account.id) == open.account)
            #expect(try await stores.sessions.session(Sample.hash("session")) != nil)
            #expect(try await stores.signIns.pending(Sample.hash("pending")) != nil)
        }
    }
}

/// A person with a portal session, a pending sign-in and a token family.
private struct OpenAccount {
    let account: Account
    let claims: AccessClaims

    init(in stores: Stores) async throws {
        account = try await stores.addAccount()
        try await stores.sessions.create(
            Sample.session(of: account), recording: Sample.record(.portalSignedIn, account))
        try await stores.signIns.create(Sample.pending(of: account))
        let grant = Sample.grant(of: account)
        claims = grant.claims
        let done = try await stores.signIns.complete(
            nil, granting: grant, recording: Sample.record(.phoneSignedIn, account))
        #expect(done)
        #expect(try await !isClosed(in: stores))
    }

    func isClosed(in stores: Stores) async throws -> Bool {
        let session = try await stores.sessions.session(Sample.hash("session"))
        let pending = try await stores.signIns.pending(Sample.hash("pending"))
        let standing = try await stores.signIns.standing(of: claims)
        return session == nil && pending == nil && standing == .revoked
    }
}
