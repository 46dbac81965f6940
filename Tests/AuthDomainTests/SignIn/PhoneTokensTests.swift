import AuthDomain
import TestSupport
import Testing

/// The device is the session: its tokens live, rotate and end with it.
@Suite struct PhoneTokensTests {
    @Test func aCodeGivesTokensOnceAndForItsKey() async throws {
        try await World.run { world in
            let (phone, code) = try await accepted(world)
            #expect(try await world.redeem(code, TestPhone("thief")) == nil)
            let tokens = try #require(try await world.redeem(code, phone))
            #expect(tokens.expiresIn == .minutes(5))
            #expect(tokens.scope == "profile")
            #expect(try await world.holds(tokens, phone) == "good")
            #expect(try await world.redeem(code, phone) == nil)
            #expect(try await world.holds(tokens, phone) == "invalid")
            #expect(try await world.refresh(tokens.refreshToken, phone) == nil)
            let account = try #require(try await world.stores.accounts.account(named: "maria"))
            #expect(try await world.stores.actions(of: account.id).last == .tokenReused)
        }
    }

    @Test func aCodeIsOverAfterAMinute() async throws {
        try await World.run { world in
            let (phone, code) = try await accepted(world)
            world.clock.advance(by: .minutes(1))
            #expect(try await world.redeem(code, phone) == nil)
        }
    }

    @Test func accessEndsAfterFiveMinutesAndRefreshGoesOn() async throws {
        try await World.run { world in
            let (phone, code) = try await accepted(world)
            let first = try #require(try await world.redeem(code, phone))
            world.clock.advance(by: .minutes(5))
            #expect(try await world.holds(first, phone) == "invalid")
            let second = try #require(try await world.refresh(first.refreshToken, phone))
            #expect(try await world.holds(second, phone) == "good")
            #expect(second.refreshToken != first.refreshToken)
        }
    }

    @Test func aReusedRefreshTokenEndsTheFamily() async throws {
        try await World.run { world in
            let (phone, code) = try await accepted(world)
            let first = try #require(try await world.redeem(code, phone))
            let second = try #require(try await world.refresh(first.refreshToken, phone))
            #expect(try await world.refresh(first.refreshToken, phone) == nil)
            #expect(try await world.refresh(second.refreshToken, phone) == nil)
            #expect(try await world.holds(second, phone) == "invalid")
        }
    }

    @Test func tokensAreWorthNothingWithAnotherKey() async throws {
        try await World.run { world in
            let (phone, code) = try await accepted(world)
            let tokens = try #require(try await world.redeem(code, phone))
            let thief = TestPhone("thief")
            #expect(try await world.holds(tokens, thief) == "invalid")
            #expect(try await world.refresh(tokens.refreshToken, thief) == nil)
            #expect(try await world.refresh(tokens.refreshToken, phone) != nil)
        }
    }

    @Test func removingTheDeviceEndsItsTokensAtTheNextRequest() async throws {
        try await World.run { world in
            let (phone, code) = try await accepted(world)
            let tokens = try #require(try await world.redeem(code, phone))
            let account = try #require(try await world.stores.accounts.account(named: "maria"))
            let device = try #require(try await world.deviceService.list(account.id).first)
            _ = try await world.deviceService.remove(
                device.id, of: account, by: .person, source: Sample.source)
            #expect(try await world.holds(tokens, phone) == "device removed")
            let outcome = try await world.tokens.refresh(
                token: try #require(OpaqueToken(shown: tokens.refreshToken, digest: world.digest)),
                thumbprint: phone.thumbprint, clientID: Sample.clientID, source: Sample.source)
            guard case .deviceRemoved = outcome else {
                Issue.record("the app is not told: \(outcome)")
                return
            }
        }
    }

    @Test func signOutEndsThisFamilyOnly() async throws {
        try await World.run { world in
            let (phone, code) = try await accepted(world)
            let first = try #require(try await world.redeem(code, phone))
            let next = try #require(try await phone.begin(world).authorizationCode)
            let second = try #require(try await world.redeem(next, phone))
            try await world.tokens.revoke(
                token: try #require(OpaqueToken(shown: first.refreshToken, digest: world.digest)),
                thumbprint: phone.thumbprint, source: Sample.source)
            #expect(try await world.holds(first, phone) == "invalid")
            #expect(try await world.holds(second, phone) == "good")
        }
    }

    @Test func aNewPasswordEndsEveryToken() async throws {
        try await World.run { world in
            let (phone, code) = try await accepted(world)
            let tokens = try #require(try await world.redeem(code, phone))
            try await world.accountService.resetPassword(
                to: try #require(Password("another long password")),
                username: try #require(Username("maria")), by: .commandLine,
                source: Sample.source)
            #expect(try await world.holds(tokens, phone) == "invalid")
            #expect(try await world.refresh(tokens.refreshToken, phone) == nil)
        }
    }

    private func accepted(_ world: World) async throws -> (TestPhone, OpaqueToken) {
        let pairing = try await ClaimedPairing(world)
        #expect(try await pairing.submit(pairing.code()).device != nil)
        let outcome = try await pairing.phone.proceed(world, pairing.session)
        return (pairing.phone, try #require(outcome.authorizationCode))
    }
}
