import AuthDomain
import TestSupport
import Testing

/// What every ``PhoneSignInStore`` keeps of sign-ins under way.
@Suite struct PhoneSignInStoreTests {
    private let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func aPendingSignInIsFoundByItsSession(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let pending = Sample.pending(of: try await stores.addAccount())
            try await stores.signIns.create(pending)
            #expect(try await stores.signIns.pending(pending.sessionHash) == pending)
            #expect(try await stores.signIns.pending(Sample.hash("other")) == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofParallelCompletionsOneGetsACode(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let pending = Sample.pending(of: account)
            try await stores.signIns.create(pending)
            let won = try await race { number in
                try await stores.signIns.complete(
                    pending, granting: Sample.grant(of: account, "code \(number)"),
                    recording: Sample.record(.phoneSignedIn, account))
            }
            #expect(won.filter { $0 }.count == 1)
            #expect(try await stores.signIns.pending(pending.sessionHash) == nil)
            #expect(try await stores.rows("SELECT code_hash FROM authorization_codes").count == 1)
            #expect(try await stores.rows("SELECT id FROM token_families").count == 1)
            #expect(try await stores.actions(of: account.id) == [.accountAdded, .phoneSignedIn])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aFailedCompletionLeavesTheSignIn(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let pending = Sample.pending(of: account)
            try await stores.signIns.create(pending)
            await #expect(throws: StoreError.self) {
                try await stores.signIns.complete(
                    pending, granting: Sample.grant(of: account),
                    recording: Sample.impossibleRecord(.phoneSignedIn, account))
            }
            #expect(try await stores.signIns.pending(pending.sessionHash) == pending)
            #expect(try await stores.rows("SELECT id FROM token_families").isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aSessionFromBeforeTheClaimCompletesNothing(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let pending = Sample.pending(of: account)
            try await stores.signIns.create(pending)
            let registration = Sample.pairing(of: account)
            _ = try await stores.registrations.begin(
                registration, deviceLimit: 5,
                recording: Sample.record(.registrationStarted, account))
            let claimed = try await stores.registrations.claim(
                registration.id, Sample.claim(), by: pending, nextSession: Sample.hash("next"),
                now: now, recording: Sample.record(.registrationClaimed, account))
            #expect(claimed)

            #expect(try await stores.signIns.pending(pending.sessionHash) == nil)
            let completed = try await stores.signIns.complete(
                pending, granting: Sample.grant(of: account),
                recording: Sample.record(.phoneSignedIn, account))
            #expect(!completed)
            let next = try #require(try await stores.signIns.pending(Sample.hash("next")))
            #expect(next.id == pending.id)
            #expect(next.registration == registration.id)
        }
    }
}
