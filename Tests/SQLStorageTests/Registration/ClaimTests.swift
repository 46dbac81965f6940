import AuthDomain
import TestSupport
import Testing

/// One ticket, one phone.
@Suite struct ClaimTests {
    private let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func aClaimMovesTheRegistrationAndThePhonesSession(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let open = try await OpenRegistration(in: stores)
            #expect(try await open.claim())
            let stored = try #require(try await open.stored())
            #expect(stored.storedState == .claimed)
            guard case .pairing(let pairing) = stored.method else {
                Issue.record("not a pairing any more")
                return
            }
            #expect(pairing.claim == Sample.claim())
            #expect(try await stores.signIns.pending(open.pending.sessionHash) == nil)
            let next = try await stores.signIns.pending(Sample.hash("next"))
            #expect(next?.registration == open.registration.id)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofParallelClaimsOneWinsAndOnlyItsPhoneMovesOn(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let open = try await OpenRegistration(in: stores)
            let phones = (0..<50).map {
                Sample.pending(
                    of: open.account, "phone \($0)", thumbprint: Sample.thumbprint("\($0)"))
            }
            for phone in phones { try await stores.signIns.create(phone) }
            let won = try await race { number in
                try await open.claim(by: phones[number], next: "next \(number)")
            }
            #expect(won.filter { $0 }.count == 1)
            #expect(try await open.recorded(.registrationClaimed) == 1)
            let moved = try await stores.rows(
                "SELECT id FROM pending_sign_ins WHERE registration_id IS NOT NULL")
            #expect(moved.count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func oneSessionClaimsOnceHoweverOftenItIsShown(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let open = try await OpenRegistration(in: stores)
            let won = try await race { try await open.claim(next: "next \($0)") }
            #expect(won.filter { $0 }.count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aSessionFromBeforeAClaimClaimsNothingMore(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let open = try await OpenRegistration(in: stores)
            #expect(try await open.claim())
            let next = Sample.pairing(of: open.account, "Next", "next")
            _ = try await stores.registrations.begin(
                next, deviceLimit: 5,
                recording: Sample.record(.registrationStarted, open.account))
            let won = try await stores.registrations.claim(
                next.id, Sample.claim(), by: open.pending, nextSession: Sample.hash("third"),
                now: now, recording: Sample.record(.registrationClaimed, open.account))
            #expect(!won)
            #expect(try await stores.registrations.registration(next.id) == next)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anExpiredOrEndedRegistrationIsNotClaimed(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let open = try await OpenRegistration(in: stores)
            let end = open.registration.expiresAt
            let late = Sample.pending(of: open.account, "late", at: end - .minutes(1))
            try await stores.signIns.create(late)
            #expect(try await !open.claim(by: late, at: end))
            _ = try await stores.registrations.end(
                open.registration.id, as: .cancelled,
                recording: Sample.record(.registrationCancelled, open.account))
            #expect(try await !open.claim())
            #expect(try await stores.signIns.pending(open.pending.sessionHash) == open.pending)
            #expect(try await open.recorded(.registrationClaimed) == 0)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aSignInThatIsGoneOrOverClaimsNothing(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let open = try await OpenRegistration(in: stores)
            let gone = Sample.pending(of: open.account, "gone")
            let over = Sample.pending(of: open.account, "over", at: now - .minutes(10))
            try await stores.signIns.create(over)
            #expect(try await !open.claim(by: gone))
            #expect(try await !open.claim(by: over))
            #expect(try await open.stored() == open.registration)
            #expect(try await open.claim())
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aFailedClaimChangesNeitherSide(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let open = try await OpenRegistration(in: stores)
            await #expect(throws: StoreError.self) {
                try await open.claim(
                    recording: Sample.impossibleRecord(.registrationClaimed, open.account))
            }
            #expect(try await open.stored() == open.registration)
            #expect(try await stores.signIns.pending(open.pending.sessionHash) == open.pending)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anAuthenticatorRegistrationCannotBeClaimed(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let registration = Sample.authenticatorRegistration(of: account)
            _ = try await stores.registrations.begin(
                registration, deviceLimit: 5,
                recording: Sample.record(.registrationStarted, account))
            let pending = Sample.pending(of: account)
            try await stores.signIns.create(pending)
            let won = try await stores.registrations.claim(
                registration.id, Sample.claim(), by: pending, nextSession: Sample.hash("next"),
                now: now, recording: Sample.record(.registrationClaimed, account))
            #expect(!won)
        }
    }
}
