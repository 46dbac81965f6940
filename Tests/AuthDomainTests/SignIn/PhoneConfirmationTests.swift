import AuthDomain
import TestSupport
import Testing

/// "Continue": the phone's sign-in ends as its registration does.
@Suite struct PhoneConfirmationTests {
    @Test func untilTheWebIsDoneThePhoneWaits() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            for _ in 0..<2 {
                let outcome = try await pairing.phone.proceed(world, pairing.session)
                #expect(outcome.need == .confirmRegistration)
            }
        }
    }

    @Test func afterTheWebIsDoneTheSameSignInIsComplete() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            #expect(try await pairing.submit(pairing.code()).device != nil)
            let outcome = try await pairing.phone.proceed(world, pairing.session)
            #expect(outcome.authorizationCode != nil)
            let again = try await pairing.phone.proceed(world, pairing.session)
            #expect(again.isInvalidSession)
        }
    }

    @Test func ofParallelContinuationsOneIsAccepted() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            #expect(try await pairing.submit(pairing.code()).device != nil)
            let outcomes = try await race(20) { _ in
                try await pairing.phone.proceed(world, pairing.session)
            }
            #expect(outcomes.compactMap(\.authorizationCode).count == 1)
            #expect(outcomes.filter(\.isInvalidSession).count == 19)
            let actions = try await world.stores.actions(of: pairing.account.id)
            #expect(actions.filter { $0 == .phoneSignedIn }.count == 1)
        }
    }

    @Test func aThiefOfTheSessionWithAnotherKeyGetsNothing() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            #expect(try await pairing.submit(pairing.code()).device != nil)
            let thief = TestPhone("thief")
            #expect(try await thief.proceed(world, pairing.session).isInvalidSession)
            let own = try await pairing.phone.proceed(world, pairing.session)
            #expect(own.authorizationCode != nil)
        }
    }

    @Test func theSessionFromBeforeTheClaimIsSpent() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let phone = TestPhone()
            let old = try #require(try await phone.begin(world).session)
            let token = try #require(OpaqueToken(shown: old, digest: world.digest))
            let pending = try #require(try await world.stores.signIns.pending(token.hash))
            let registration = try await world.beginPairing("Phone", for: account)
            let sheet = try #require(try world.registration.pairingSheetIfOpen(of: registration))
            let claim = try await phone.claim(world, link: sheet.link, by: pending)
            #expect(claim.grant != nil)
            #expect(try await phone.proceed(world, old).isInvalidSession)
        }
    }

    @Test func aRejectedClaimSendsThePhoneBack() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            let ended = try await world.registration.end(
                pairing.stored(), as: .rejected, source: Sample.source)
            #expect(ended)
            let outcome = try await pairing.phone.proceed(world, pairing.session)
            #expect(outcome.need == .verifyDevice(reason: .rejected))
            #expect(try await pairing.submit(pairing.code()).text == "over: rejected")
        }
    }

    @Test func tooManyCodesSendThePhoneBack() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            for _ in 0..<5 { _ = try await pairing.submit(pairing.wrongCode) }
            let outcome = try await pairing.phone.proceed(world, pairing.session)
            #expect(outcome.need == .verifyDevice(reason: .tooManyCodes))
        }
    }

    @Test func anExpiredRegistrationSendsThePhoneBack() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let phone = TestPhone()
            let registration = try await world.beginPairing("Phone", for: account)
            world.clock.advance(by: .minutes(5))
            let pending = try await phone.pendingSignIn(world)
            let sheet = try #require(try world.registration.pairingSheetIfOpen(of: registration))
            let claim = try await phone.claim(world, link: sheet.link, by: pending)
            let session = try #require(claim.grant).authSession.text
            world.clock.advance(by: .minutes(5))
            let outcome = try await phone.proceed(world, session)
            #expect(outcome.need == .verifyDevice(reason: .expired))
        }
    }

    @Test func aDeviceRemovedBeforeContinueDoesNotSignIn() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            let device = try #require(try await pairing.submit(pairing.code()).device)
            let removed = try await world.deviceService.remove(
                device.id, of: pairing.account, by: .person, source: Sample.source)
            #expect(removed != .notFound)
            let outcome = try await pairing.phone.proceed(world, pairing.session)
            #expect(outcome.need == .verifyDevice(reason: .rejected))
        }
    }
}
