import AuthDomain
import Pairing
import Pairing
import TestSupport
import Testing

/// The app's second step by PIN, recovery code and temporary code.
@Suite struct PhoneSecondStepTests {
    private let secret = [UInt8](repeating: 7, count: 20)

    private var offered: Policy.Settings {
        Policy.Settings(
            mandatoryFrom: Sample.morning + .days(30), mandatoryFromDate: "2027-02-14")
    }

    /// The password of someone with another authenticator app.
    private func begin(
        _ world: World
    ) async throws -> (account: Account, phone: TestPhone, session: SignIn.PendingSession) {
        let account = try await world.addAccount()
        try await world.addAuthenticator(of: account, secret: secret)
        let phone = TestPhone()
        guard case .needs(_, let session) = try await phone.begin(world) else {
            throw StoreError.inconsistent(reason: "nothing is missing")
        }
        return (account, phone, session)
    }

    /// The PIN that went out last.
    private func pin(_ world: World) async throws -> String {
        Sample.required(try await world.stores.outbox.newest(limit: 1).first?.subject, "message")
    }

    @Test func whatMayBeDoneInsteadDependsOnThePolicysDate() async throws {
        try await World.run(policy: offered) { world in
            let (_, phone, session) = try await begin(world)
            #expect(session.alternatives == [.verifyDevice, .email, .sms, .recoveryCode, .bypassCode])
            world.clock.advance(by: .days(30))
            guard case .needs(_, let later) = try await phone.begin(world) else {
                Issue.record("a second step is missing")
                return
            }
            #expect(later.alternatives == [.verifyDevice, .recoveryCode])
        }
    }

    @Test func aPINSignsInBeforeTheDateAsOneFactor() async throws {
        try await World.run(policy: offered) { world in
            let (_, phone, session) = try await begin(world)
            let sent = try await phone.proceed(world, session.text, .sendPIN(.email))
            guard case .pin(let state, nil)? = sent.need else {
                Issue.record("a PIN was sent")
                return
            }
            #expect(state.channel == .email && state.isOpen)
            let right = try await pin(world)
            let wrong = right == "000000" ? "000001" : "000000"
            let refused = try await phone.proceed(world, session.text, .pin(wrong))
            guard case .pin(_, .wrong(triesLeft: 4))? = refused.need else {
                Issue.record("the PIN was wrong")
                return
            }
            let done = try await phone.proceed(world, session.text, .pin(right))
            let code = try #require(done.authorizationCode)
            let tokens = try #require(try await world.redeem(code, phone))
            let holder = try await world.tokens.holder(
                of: tokens.accessToken, thumbprint: phone.thumbprint)
            #expect(holder.claims.methods == .passwordAndMailedPIN)
            #expect(!holder.claims.methods.isMultiFactor)
            world.clock.advance(by: .days(30))
            #expect(try await world.refresh(tokens.refreshToken, phone) == nil)
        }
    }

    @Test func aPINLetsNobodyInAfterTheDate() async throws {
        try await World.run(policy: offered) { world in
            world.clock.set(Sample.morning + .days(30) - .minutes(1))
            let (_, phone, session) = try await begin(world)
            _ = try await phone.proceed(world, session.text, .sendPIN(.email))
            let right = try await pin(world)
            world.clock.advance(by: .minutes(1))
            let late = try await phone.proceed(world, session.text, .pin(right))
            #expect(late.need == .oneTimeCode(wasWrong: false))
            let again = try await phone.proceed(world, session.text, .sendPIN(.email))
            #expect(again.need == .oneTimeCode(wasWrong: false))
        }
    }

    @Test func whoHasNoAddressGetsTheSameAnswer() async throws {
        try await World.run(policy: offered) { world in
            let (_, phone, session) = try await begin(world)
            let sent = try await phone.proceed(world, session.text, .sendPIN(.sms))
            guard case .pin(let state, nil)? = sent.need else {
                Issue.record("the answer is the same")
                return
            }
            #expect(state.channel == .sms && state.isOpen)
        }
    }

    @Test func anotherSignInsPINIsWorthNothing() async throws {
        try await World.run(policy: offered) { world in
            let (_, phone, session) = try await begin(world)
            _ = try await phone.proceed(world, session.text, .sendPIN(.email))
            let right = try await pin(world)
            let thief = TestPhone("thief")
            let other = try #require(try await thief.begin(world).session)
            let stolen = try await thief.proceed(world, other, .pin(right))
            #expect(stolen.authorizationCode == nil)
            #expect(try await phone.proceed(world, session.text, .pin(right)).authorizationCode != nil)
        }
    }

    @Test func aRecoveryCodeRegistersThisPhoneAndDoesNotSignInByItself() async throws {
        try await World.run { world in
            let (account, phone, session) = try await begin(world)
            guard
                case .issued(let codes) = try await world.recoveryCodes.issue(
                    for: account, source: Sample.source)
            else {
                Issue.record("codes are issued")
                return
            }
            let wrong = try await phone.proceed(world, session.text, .recoveryCode("0000-0000-0000-0000"))
            #expect(wrong.need == .otherCode(.recoveryCode))
            let code = try #require(codes.first).text
            let outcome = try await phone.proceed(world, session.text, .recoveryCode(code))
            #expect(outcome.need == .nameDevice)
            #expect(try await phone.proceed(world, session.text).need == .nameDevice)

            let token = try #require(OpaqueToken(shown: session.text, digest: world.digest))
            let pending = try #require(try await world.stores.signIns.pending(token.hash))
            let begun = try await world.phoneSignIn.enrol(
                try #require(DeviceName("Rescue")), phonePublicKey: phone.keys.publicKey,
                model: phone.model, by: pending, source: Sample.source)
            let grant = try #require(begun.grant)
            let key = try phone.key(
                ticket: grant.ticket, serverPublicKey: grant.serverPublicKey, user: account,
                name: "Rescue")
            let done = try await phone.proceed(
                world, grant.authSession.text, .oneTimeCode(phone.code(key, world)))
            #expect(done.authorizationCode != nil)
            let again = TestPhone("again")
            let second = try #require(try await again.begin(world).session)
            let spent = try await again.proceed(world, second, .recoveryCode(code))
            #expect(spent.need == .otherCode(.recoveryCode))
        }
    }

    @Test func ofParallelUsesOfARecoveryCodeOneVouches() async throws {
        try await World.run { world in
            let (account, _, _) = try await begin(world)
            guard
                case .issued(let codes) = try await world.recoveryCodes.issue(
                    for: account, source: Sample.source), let code = codes.first?.text
            else {
                Issue.record("codes are issued")
                return
            }
            let sessions = try await race(4) { number -> (TestPhone, String) in
                let phone = TestPhone("phone \(number)")
                return (phone, Sample.required(try await phone.begin(world).session, "session"))
            }
            let won = try await race(4) { number in
                let (phone, session) = sessions[number]
                return try await phone.proceed(world, session, .recoveryCode(code)).need == .nameDevice
            }
            #expect(won.filter { $0 }.count == 1)
        }
    }

    @Test func aClockThatIsOffIsSaid() async throws {
        try await World.run { world in
            let (_, phone, session) = try await begin(world)
            let outcome = try await phone.proceed(
                world, session.text, .oneTimeCode(world.code(of: secret, steps: 4)))
            guard case .codeOfAnotherTime(let off)? = outcome.need else {
                Issue.record("the clock is ahead: \(String(describing: outcome.need))")
                return
            }
            #expect(off > .seconds(60) && off < .seconds(180))
        }
    }
}
