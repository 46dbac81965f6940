import AuthDomain
import OTPCore
import TestSupport
import Testing

/// Clocks of other authenticators that are off: learned from accepted codes, told to who proved the
/// password, never an easier guess.
@Suite struct ClockDriftTests {
    private let secret = [UInt8](repeating: 7, count: 20)

    @Test func aClockThatRunsAwayIsFollowedUpToFourSteps() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret)
            for steps in [1, 2, 3, 4] {
                #expect(try await verify(world.code(of: secret, steps: steps), account, world).isAccepted)
                #expect(try await world.stores.devices.active(of: account.id).first?.drift == steps)
                world.clock.advance(by: .minutes(10))
            }
            // One more is within the window around the fourth, but nothing further is learned.
            #expect(try await verify(world.code(of: secret, steps: 5), account, world).isAccepted)
            #expect(try await world.stores.devices.active(of: account.id).first?.drift == 4)
            world.clock.advance(by: .minutes(10))
            #expect(try await !verify(world.code(of: secret, steps: 6), account, world).isAccepted)
        }
    }

    @Test func aClockThatWasSetRightAgainIsRightAgain() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret)
            for steps in [1, 2, 3] {
                _ = try await verify(world.code(of: secret, steps: steps), account, world)
                world.clock.advance(by: .minutes(10))
            }
            #expect(try await verify(world.code(of: secret), account, world).isAccepted)
            #expect(try await world.stores.devices.active(of: account.id).first?.drift == 0)
        }
    }

    @Test func wrongCodesTeachNothing() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret)
            let outcome = try await verify(world.code(of: secret, steps: 2), account, world)
            #expect(!outcome.isAccepted)
            #expect(try await world.stores.devices.active(of: account.id).first?.drift == 0)
        }
    }

    @Test(arguments: [(4, 120), (-4, -120), (10, 300), (-10, -300)])
    func aCodeOfAnotherTimeIsRefusedAndSaysHowFarTheClockIsOff(steps: Int, seconds: Int) async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret)
            let outcome = try await verify(world.code(of: secret, steps: steps), account, world)
            guard case .wrong(let off) = outcome else {
                Issue.record("a code of another time: \(outcome)")
                return
            }
            #expect(off == .seconds(seconds))
            let actions = try await world.stores.actions(of: account.id)
            #expect(actions.last == .codeRefused, "it counts as wrong")
            let farther = try await verify(world.code(of: secret, steps: steps * 2), account, world)
            guard case .wrong(let hint) = farther else { return }
            #expect(abs(steps) == 4 ? hint != nil : hint == nil)
        }
    }

    @Test func aCodeThatWasToldToBeStillToComeNeverPasses() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret)
            let early = world.code(of: secret, steps: 4)
            #expect(try await !verify(early, account, world).isAccepted)
            world.clock.advance(by: .minutes(2))
            guard case .alreadyUsed = try await verify(early, account, world) else {
                Issue.record("whoever guessed a code to come had only to wait for it")
                return
            }
            // The person's own next code passes.
            world.clock.advance(by: .seconds(30))
            #expect(try await verify(world.code(of: secret), account, world).isAccepted)
        }
    }

    private func verify(
        _ code: String, _ account: Account, _ world: World
    ) async throws -> SignIn.CodeOutcome {
        try await world.codes.verify(code, for: account.id, source: Sample.source)
    }
}

extension SignIn.CodeOutcome {
    fileprivate var isAccepted: Bool {
        if case .accepted = self { true } else { false }
    }
}
