import AuthDomain
import TestSupport
import Testing

/// Refresh tokens rotate; showing a spent one ends its family.
@Suite struct RefreshTokenTests {
    private let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func eachTokenIsGoodOnceAndHasASuccessor(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let family = try await Family(in: stores)
            for number in 1...3 {
                let outcome = try await family.rotate("r\(number)", to: "r\(number + 1)", at: now)
                #expect(outcome == .rotated(family.claims))
            }
            #expect(try await family.standing() == .good(family.account, family.device))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func reuseRevokesTheFamilyAndIsRecordedOnce(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let family = try await Family(in: stores)
            #expect(try await family.rotate("r1", to: "r2", at: now) == .rotated(family.claims))
            #expect(try await family.rotate("r1", to: "thief", at: now) == .reused)
            #expect(try await family.rotate("r1", to: "thief", at: now) == .refused)
            #expect(try await family.rotate("r2", to: "r3", at: now) == .refused)
            #expect(try await family.rotate("thief", to: "r4", at: now) == .refused)
            #expect(try await family.standing() == .revoked)
            #expect(try await family.recorded(.tokenReused) == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofParallelUsesOneRotatesAndTheReuseEndsTheFamily(
        storage: StorageUnderTest
    ) async throws {
        try await storage.withStores { stores in
            let family = try await Family(in: stores)
            let outcomes = try await race { [now] number in
                try await family.rotate("r1", to: "next \(number)", at: now)
            }
            #expect(outcomes.filter { $0 == .rotated(family.claims) }.count == 1)
            #expect(outcomes.filter { $0 == .reused }.count == 1)
            #expect(outcomes.filter { $0 == .refused }.count == 48)
            #expect(try await family.recorded(.tokenReused) == 1)
            #expect(try await family.standing() == .revoked)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anotherKeyOrClientIsRefusedAndSpendsNothing(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let family = try await Family(in: stores)
            let thief = Sample.thumbprint("thief")
            #expect(try await family.rotate("r1", to: "x", by: thief, at: now) == .refused)
            #expect(
                try await family.rotate("r1", to: "x", client: "other", at: now) == .refused)
            #expect(try await family.rotate("r1", to: "r2", at: now) == .rotated(family.claims))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aTokenEndsAfterThirtyDaysWithoutUse(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let family = try await Family(in: stores)
            let end = now + SignIn.PhoneTokens.refreshLife
            #expect(try await family.rotate("r1", to: "r2", at: end) == .refused)
            let late = end - .milliseconds(1)
            #expect(try await family.rotate("r1", to: "r2", at: late) == .rotated(family.claims))
            #expect(
                try await family.rotate("r2", to: "r3", at: end + .days(1))
                    == .rotated(family.claims))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func removingTheDeviceEndsItsTokens(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let family = try await Family(in: stores)
            let removed = try await stores.devices.revoke(
                family.device.id, of: family.account.id, at: now,
                recording: Sample.record(.deviceRevoked, family.account))
            #expect(removed)
            #expect(try await family.rotate("r1", to: "r2", at: now) == .deviceRemoved)
            #expect(try await family.standing() == .deviceRemoved)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func signOutEndsTheFamilyOnceAndForItsKeyOnly(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let family = try await Family(in: stores)
            try await family.signOut("r1", by: Sample.thumbprint("thief"), at: now)
            try await family.signOut("unknown", by: family.claims.thumbprint, at: now)
            #expect(try await family.standing() == .good(family.account, family.device))
            for _ in 0..<2 {
                try await family.signOut("r1", by: family.claims.thumbprint, at: now)
            }
            #expect(try await family.standing() == .revoked)
            #expect(try await family.rotate("r1", to: "r2", at: now) == .refused)
            #expect(try await family.recorded(.phoneSignedOut) == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func unknownFamiliesHaveNoStanding(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores async throws in
            let claims = Sample.claims(of: Sample.account())
            #expect(try await stores.signIns.standing(of: claims) == .revoked)
        }
    }
}

/// A phone that is signed in and holds the refresh token `r1`.
private struct Family: Sendable {
    let stores: Stores
    let account: Account
    let device: Device
    let claims: AccessClaims

    init(in stores: Stores) async throws {
        self.stores = stores
        account = try await stores.addAccount()
        let phone = try await stores.add(Sample.phone(of: account), of: account)
        let grant = Sample.grant(of: account, device: phone)
        claims = grant.claims
        _ = try await stores.signIns.complete(
            nil, granting: grant, recording: Sample.record(.phoneSignedIn, account))
        let redeemed = try await stores.signIns.redeem(
            grant.codeHash, thumbprint: claims.thumbprint, clientID: Sample.clientID,
            refresh: Sample.hash("r1"),
            refreshExpiry: Sample.morning + SignIn.PhoneTokens.refreshLife, now: Sample.morning)
        #expect(redeemed == claims)
        device = try #require(try await stores.devices.device(phone.id))
    }

    func rotate(
        _ token: String, to successor: String, by thumbprint: String? = nil,
        client: String = Sample.clientID, at moment: Instant
    ) async throws -> RefreshOutcome {
        try await stores.signIns.rotate(
            Sample.hash(token), thumbprint: thumbprint ?? claims.thumbprint, clientID: client,
            successor: Sample.hash(successor), now: moment,
            recordingReuse: { Record(Sample.entry(.tokenReused, $0.account)) })
    }

    func signOut(_ token: String, by thumbprint: String, at moment: Instant) async throws {
        try await stores.signIns.revokeFamily(
            of: Sample.hash(token), thumbprint: thumbprint, now: moment,
            recording: { Record(Sample.entry(.phoneSignedOut, $0.account)) })
    }

    func standing() async throws -> TokenStanding {
        try await stores.signIns.standing(of: claims)
    }

    func recorded(_ action: Audit.Action) async throws -> Int {
        try await stores.actions(of: account.id).filter { $0 == action }.count
    }
}
