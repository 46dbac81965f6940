import AuthDomain
import TestSupport
import Testing

/// What the app is asked for, and that nobody goes on in another's place.
@Suite struct PhoneSignInTests {
    private let offered = Policy.Settings(
        mandatoryFrom: Sample.morning + .days(30), mandatoryFromDate: "2027-02-14")
    private let secret = [UInt8](repeating: 7, count: 20)

    @Test func aRegisteredPhoneIsAcceptedWithThePasswordAlone() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            #expect(try await pairing.submit(pairing.code()).device != nil)
            let code = try #require(try await pairing.phone.begin(world).authorizationCode)
            let tokens = try await world.redeem(code, pairing.phone)
            let holder = try await world.tokens.holder(
                of: try #require(tokens).accessToken, thumbprint: pairing.phone.thumbprint)
            #expect(holder.claims.methods == .passwordAndDevice)
            #expect(holder.device?.name == "Maria's Pixel 8")
        }
    }

    @Test func aWrongPasswordIsRefusedEvenFromARegisteredPhone() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            #expect(try await pairing.submit(pairing.code()).device != nil)
            #expect(try await pairing.phone.begin(world, password: "wrong").isRefused)
            #expect(try await TestPhone().begin(world, username: "nobody").isRefused)
        }
    }

    @Test func anUnknownPhoneMustBeVerified() async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            let phone = TestPhone()
            let outcome = try await phone.begin(world)
            #expect(outcome.need == .verifyDevice(reason: nil))
            let session = try #require(outcome.session)
            #expect(try await phone.proceed(world, session).need == .verifyDevice(reason: nil))
            #expect(try await phone.proceed(world, session, .skip).need == .verifyDevice(reason: nil))
            let guess = try await phone.proceed(world, session, .oneTimeCode("123456"))
            #expect(guess.need == .verifyDevice(reason: nil))
        }
    }

    @Test func anotherPersonsPhoneIsUnknown() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            #expect(try await pairing.submit(pairing.code()).device != nil)
            _ = try await world.addAccount("ben")
            let outcome = try await pairing.phone.begin(world, username: "ben")
            #expect(outcome.need == .verifyDevice(reason: nil))
        }
    }

    @Test func beforeTheDateOnlyPeopleWithoutAnyFactorGetTheOffer() async throws {
        try await World.run(policy: offered) { world in
            _ = try await world.addAccount()
            let phone = TestPhone()
            let outcome = try await phone.begin(world)
            #expect(outcome.need == .offerDevice(mandatoryFrom: "2027-02-14"))
            let skipped = try await phone.proceed(world, try #require(outcome.session), .skip)
            #expect(skipped.authorizationCode != nil)

            let app = try await world.addAccount("app")
            try await world.addAuthenticator(of: app, secret: secret)
            #expect(try await phone.begin(world, username: "app").need == .oneTimeCode(wasWrong: false))

            let paired = try await world.addAccount("paired")
            try await world.stores.add(Sample.phone(of: paired), of: paired)
            let unknown = try await phone.begin(world, username: "paired")
            #expect(unknown.need == .verifyDevice(reason: nil))
            let denied = try await phone.proceed(world, try #require(unknown.session), .skip)
            #expect(denied.need == .verifyDevice(reason: nil))
        }
    }

    @Test func anOfferFromBeforeTheDateIsWorthNothingAfterIt() async throws {
        try await World.run(policy: offered) { world in
            _ = try await world.addAccount()
            world.clock.set(Sample.morning + .days(30) - .minutes(1))
            let phone = TestPhone()
            let session = try #require(try await phone.begin(world).session)
            world.clock.advance(by: .minutes(1))
            let outcome = try await phone.proceed(world, session, .skip)
            #expect(outcome.need == .verifyDevice(reason: nil))
        }
    }

    @Test func peopleWithAnotherAppGiveACode() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret)
            let phone = TestPhone()
            let outcome = try await phone.begin(world)
            #expect(outcome.need == .oneTimeCode(wasWrong: false))
            let session = try #require(outcome.session)
            let wrong = try await phone.proceed(
                world, session, .oneTimeCode(world.wrongCode(of: secret)))
            #expect(wrong.need == .oneTimeCode(wasWrong: true))
            let right = try await phone.proceed(
                world, session, .oneTimeCode(world.code(of: secret)))
            let tokens = try await world.redeem(
                try #require(right.authorizationCode), phone)
            let holder = try await world.tokens.holder(
                of: try #require(tokens).accessToken, thumbprint: phone.thumbprint)
            #expect(holder.claims.methods == .passwordAndCode)
            #expect(holder.device == nil)
        }
    }

    @Test func anotherKeyOrClientGoesNowhere() async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            let phone = TestPhone()
            let session = try #require(try await phone.begin(world).session)
            #expect(try await TestPhone("thief").proceed(world, session).isInvalidSession)
            let token = try #require(OpaqueToken(shown: session, digest: world.digest))
            let otherClient = try await world.phoneSignIn.proceed(
                token, step: .resume, thumbprint: phone.thumbprint, clientID: "other",
                source: Sample.source)
            #expect(otherClient.isInvalidSession)
            #expect(try await phone.proceed(world, session).need != nil)
        }
    }

    @Test func aSessionEndsAfterTenMinutes() async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            let phone = TestPhone()
            let session = try #require(try await phone.begin(world).session)
            world.clock.advance(by: .minutes(10) - .milliseconds(1))
            #expect(try await phone.proceed(world, session).need != nil)
            world.clock.advance(by: .milliseconds(1))
            #expect(try await phone.proceed(world, session).isInvalidSession)
        }
    }

    @Test func disablingTheAccountEndsTheSignInUnderWay() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let phone = TestPhone()
            let session = try #require(try await phone.begin(world).session)
            _ = try await world.accountService.setDisabled(
                true, username: account.username, by: .commandLine, source: Sample.source)
            #expect(try await phone.proceed(world, session).isInvalidSession)
            #expect(try await phone.begin(world).isRefused)
        }
    }
}
