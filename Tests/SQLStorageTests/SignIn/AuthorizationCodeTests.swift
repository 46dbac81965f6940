import AuthDomain
import TestSupport
import Testing

/// Authorization codes are good once, for their own key and client, for a short while.
@Suite struct AuthorizationCodeTests {
    private let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func aCodeGivesItsClaimsAndARefreshToken(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (account, device, grant) = try await granted(stores)
            let later = now + .seconds(5)
            #expect(try await redeem(grant, stores, refresh: "r1", at: later) == grant.claims)
            let used = try await stores.devices.device(device.id)
            #expect(used?.lastUsedAt == later)
            let standing = try await stores.signIns.standing(of: grant.claims)
            #expect(standing == .good(account, used))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aSecondUseTakesBackWhatTheFirstGave(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (_, _, grant) = try await granted(stores)
            #expect(try await redeem(grant, stores, refresh: "r1", at: now) != nil)
            #expect(try await redeem(grant, stores, refresh: "r2", at: now) == nil)
            #expect(try await stores.signIns.standing(of: grant.claims) == .revoked)
            #expect(try await rotate("r1", stores) == .refused)
            #expect(try await rotate("r2", stores) == .refused)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofParallelUsesAtMostOneSucceeds(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (_, _, grant) = try await granted(stores)
            let answers = try await race { [now] number in
                try await redeem(grant, stores, refresh: "r\(number)", at: now)
            }
            #expect(answers.compactMap { $0 }.count == 1)
            #expect(try await stores.rows("SELECT token_hash FROM refresh_tokens").count == 1)
            #expect(try await stores.signIns.standing(of: grant.claims) == .revoked)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anotherKeyOrClientGetsNothingAndSpendsNothing(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (_, _, grant) = try await granted(stores)
            for (thumbprint, client) in [
                (Sample.thumbprint("thief"), Sample.clientID),
                (grant.claims.thumbprint, "other-client"),
            ] {
                let claims = try await stores.signIns.redeem(
                    grant.codeHash, thumbprint: thumbprint, clientID: client,
                    refresh: Sample.hash("thief"), refreshExpiry: now + .days(30), now: now)
                #expect(claims == nil)
            }
            #expect(try await redeem(grant, stores, refresh: "r1", at: now) != nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aCodeIsOverAfterItsMinute(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (_, _, grant) = try await granted(stores)
            #expect(try await redeem(grant, stores, refresh: "r", at: grant.expiresAt) == nil)
            #expect(
                try await redeem(
                    grant, stores, refresh: "r", at: grant.expiresAt - .milliseconds(1)) != nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aRemovedDeviceRedeemsNothing(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (account, device, grant) = try await granted(stores)
            _ = try await stores.devices.revoke(
                device.id, of: account.id, at: now,
                recording: Sample.record(.deviceRevoked, account))
            #expect(try await redeem(grant, stores, refresh: "r", at: now) == nil)
            #expect(try await stores.rows("SELECT token_hash FROM refresh_tokens").isEmpty)
        }
    }

    private func granted(
        _ stores: Stores
    ) async throws -> (Account, Device, AuthorizationGrant) {
        let account = try await stores.addAccount()
        let device = try await stores.add(Sample.phone(of: account), of: account)
        let grant = Sample.grant(of: account, device: device)
        let done = try await stores.signIns.complete(
            nil, granting: grant, recording: Sample.record(.phoneSignedIn, account))
        #expect(done)
        return (account, device, grant)
    }

    private func redeem(
        _ grant: AuthorizationGrant, _ stores: Stores, refresh: String, at moment: Instant
    ) async throws -> AccessClaims? {
        try await stores.signIns.redeem(
            grant.codeHash, thumbprint: grant.claims.thumbprint, clientID: Sample.clientID,
            refresh: Sample.hash(refresh), refreshExpiry: moment + .days(30), now: moment)
    }

    private func rotate(_ token: String, _ stores: Stores) async throws -> RefreshOutcome {
        try await stores.signIns.rotate(
            Sample.hash(token), thumbprint: Sample.thumbprint("Maria's Pixel 8"),
            clientID: Sample.clientID, successor: Sample.hash(token + "+"), now: now,
            recordingReuse: { Record(Sample.entry(.tokenReused, $0.account)) })
    }
}
