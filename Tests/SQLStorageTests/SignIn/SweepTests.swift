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
