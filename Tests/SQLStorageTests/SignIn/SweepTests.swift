import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// Sweeping forgets what is over and nothing else.
@Suite struct SweepTests {
    private let now = Sample.morning
    private let limits = PortalSession.Limits()

    @Test(arguments: StorageUnderTest.all)
    func sessionsGoExactlyWhenTheyNoLongerCount(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let used = now - .minutes(29)
            let alive = [
                session(of: account, "used", created: now - .hours(11), seen: used),
                session(of: account, "fresh", created: now, seen: now),
            ]
            let over = [
                session(of: account, "idle", created: now - .hours(1), seen: now - .minutes(31)),
                session(of: account, "old", created: now - .hours(13), seen: now),
            ]
            for session in alive + over {
                try await stores.sessions.create(
                    session, recording: Sample.record(.portalSignedIn, account))
            }
            try await stores.sessions.sweep(now: now, limits: limits)
            for session in alive + over {
                let isKept = try await stores.sessions.session(session.idHash) != nil
                #expect(isKept == session.isAlive(at: now, limits: limits))
            }
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func pendingSignInsAndProofsGoWhenTheyExpire(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            try await stores.signIns.create(
                Sample.pending(of: account, "old", at: now - .minutes(11)))
            try await stores.signIns.create(Sample.pending(of: account, "new", at: now))
            for (seed, age) in [("old", 1), ("new", -1)] {
                _ = try await stores.replays.claim(
                    Sample.hash(seed), until: now - .minutes(age), now: now)
            }
            try await stores.sessions.sweep(now: now, limits: limits)
            #expect(try await stores.signIns.pending(Sample.hash("old")) == nil)
            #expect(try await stores.signIns.pending(Sample.hash("new")) != nil)
            let repeated = try await stores.replays.claim(
                Sample.hash("new"), until: now + .minutes(1), now: now)
            #expect(!repeated)
            #expect(try await stores.rows("SELECT identifier FROM proof_replays").count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func passwordThrottlesFadeButCodeThrottlesStay(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account: Identifier<Account> = Sample.id()
            let rule = SignIn.ThrottleRule(free: 100)
            let keys: [SignIn.ThrottleKey] = [
                .password(address: "192.0.2.7"), .password(usernameDigest: "abc"),
                .code(account: account), .registrationCode(account: account),
                .setupCode(account: account),
            ]
            for key in keys {
                try await stores.throttles.count(SignIn.ThrottleLimit(key, rule), now: now)
            }
            try await stores.sessions.sweep(now: now + .hours(23), limits: limits)
            #expect(try await stores.rows("SELECT key FROM throttles").count == 5)
            try await stores.sessions.sweep(now: now + .hours(25), limits: limits)
            let left = try await stores.rows("SELECT key FROM throttles").map(\.values)
            #expect(Set(left.joined().map(Self.text)) == Set(keys.dropFirst(2).map(\.text)))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func spentCodesAreRememberedAsLongAsTheyCouldBeShown(
        storage: StorageUnderTest
    ) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let grant = Sample.grant(of: account)
            _ = try await stores.signIns.complete(
                nil, granting: grant, recording: Sample.record(.phoneSignedIn, account))
            try await stores.sessions.sweep(now: now + .minutes(2), limits: limits)
            #expect(try await stores.rows("SELECT code_hash FROM authorization_codes").count == 1)
            try await stores.sessions.sweep(now: now + .hours(2), limits: limits)
            #expect(try await stores.rows("SELECT code_hash FROM authorization_codes").isEmpty)
            #expect(
                try await stores.signIns.standing(of: grant.claims) == .good(account, nil))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func openRegistrationsAndLivingTokensStay(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let registration = Sample.pairing(of: account)
            _ = try await stores.registrations.begin(
                registration, deviceLimit: 5,
                recording: Sample.record(.registrationStarted, account))
            let grant = Sample.grant(of: account)
            _ = try await stores.signIns.complete(
                nil, granting: grant, recording: Sample.record(.phoneSignedIn, account))
            _ = try await stores.signIns.redeem(
                grant.codeHash, thumbprint: grant.claims.thumbprint, clientID: Sample.clientID,
                refresh: Sample.hash("r1"), refreshExpiry: now + .days(30), now: now)

            try await stores.sessions.sweep(now: now + .minutes(9), limits: limits)
            let kept = try await stores.registrations.registration(registration.id)
            #expect(kept == registration)
            try await stores.sessions.sweep(now: now + .days(29), limits: limits)
            let outcome = try await stores.signIns.rotate(
                Sample.hash("r1"), thumbprint: grant.claims.thumbprint,
                clientID: Sample.clientID, successor: Sample.hash("r2"), now: now + .days(29),
                recordingReuse: { Record(Sample.entry(.tokenReused, $0.account)) })
            #expect(outcome == .rotated(grant.claims))
            try await stores.sessions.sweep(now: now + .days(31), limits: limits)
            let tokens = try await stores.rows("SELECT token_hash FROM refresh_tokens")
            #expect(tokens.map(\.values) == [[.bytes(Sample.hash("r2"))]])
        }
    }

    private static func text(_ value: SQLValue) -> String {
        if case .text(let text) = value { text } else { "" }
    }

    private func session(
        of account: Account, _ seed: String, created: Instant, seen: Instant
    ) -> PortalSession {
        PortalSession(
            idHash: Sample.hash(seed), account: account.id, assurance: .twoFactor,
            createdAt: created, lastSeenAt: seen, authenticatedAt: created)
    }
}
