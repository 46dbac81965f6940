import AuthDomain
import TestSupport
import Testing

/// A code passes once, within its window, and guessing comes to an end.
@Suite struct CodeVerificationTests {
    private let secret = [UInt8](repeating: 7, count: 20)

    @Test(arguments: [(-2, "wrong"), (-1, "accepted"), (0, "accepted"), (1, "accepted"), (2, "wrong")])
    func oneStepToEitherSideIsTaken(steps: Int, expected: String) async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret)
            let code = world.code(of: secret, steps: steps)
            #expect(try await world.verify(code, account) == expected)
        }
    }

    @Test func aCodeIsUsedUpByItsFirstUse() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let device = try await world.addAuthenticator(of: account, secret: secret)
            let code = world.code(of: secret)
            #expect(try await world.verify(code, account) == "accepted")
            #expect(try await world.verify(code, account) == "already used")
            #expect(try await world.verify(world.code(of: secret, steps: -1), account) == "already used")
            world.clock.advance(by: .seconds(30))
            #expect(try await world.verify(code, account) == "already used")
            #expect(try await world.verify(world.code(of: secret), account) == "accepted")
            let stored = try await world.stores.devices.device(device.id)
            #expect(stored?.lastUsedAt == world.clock.now)
        }
    }

    @Test func ofParallelUsesOneIsAccepted() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret)
            let code = world.code(of: secret)
            let outcomes = try await race { _ in try await world.verify(code, account) }
            #expect(outcomes.filter { $0 == "accepted" }.count == 1)
            let actions = try await world.stores.actions(of: account.id)
            #expect(actions.filter { $0 == .codeAccepted }.count == 1)
        }
    }

    @Test func parallelGuessesDoNotPassTheFreeAttempts() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret)
            let wrong = world.wrongCode(of: secret)
            let outcomes = try await race { _ in try await world.verify(wrong, account) }
            #expect(outcomes.filter { $0 == "wrong" }.count == 5)
            #expect(outcomes.filter { $0 == "throttled 30" }.count == 45)
        }
    }

    @Test func whileOneWaitsEvenTheRightCodeIsNotCompared() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret)
            for _ in 0..<5 {
                #expect(try await world.verify(world.wrongCode(of: secret), account) == "wrong")
            }
            #expect(try await world.verify(world.code(of: secret), account) == "throttled 30")
            world.clock.advance(by: .seconds(30))
            #expect(try await world.verify(world.code(of: secret), account) == "accepted")
            for _ in 0..<5 {
                #expect(try await world.verify(world.wrongCode(of: secret), account) == "wrong")
            }
        }
    }

    @Test func fiftyWrongCodesInARowDisableTheFactor() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret)
            for _ in 0..<50 {
                #expect(try await world.verify(world.wrongCode(of: secret), account) == "wrong")
                world.clock.advance(by: .hours(1))
            }
            #expect(try await world.verify(world.code(of: secret), account) == "disabled")
            world.clock.advance(by: .days(30))
            try await world.stores.sessions.sweep(
                now: world.clock.now, limits: PortalSession.Limits())
            #expect(try await world.verify(world.code(of: secret), account) == "disabled")
        }
    }

    @Test func wrongCodesAndWrongPasswordsAreCountedApart() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret)
            for _ in 0..<6 { _ = try await world.verify(world.wrongCode(of: secret), account) }
            let outcome = try await world.passwords.check(
                username: account.username, password: Password(World.password),
                source: Sample.source)
            guard case .proved = outcome else {
                Issue.record("codes have locked the password: \(outcome)")
                return
            }
            #expect(try await world.verify(world.code(of: secret), account) == "throttled 30")
        }
    }

    @Test(arguments: ["", "12345", "1234567", "abcdef", "１２３４５６", "-1", "123456\u{0}"])
    func whatIsNoCodeIsWrongAndCounts(text: String) async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret)
            for _ in 0..<5 { #expect(try await world.verify(text, account) == "wrong") }
            #expect(try await world.verify(text, account) == "throttled 30")
        }
    }

    @Test func groupedDigitsAreTaken() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret)
            let code = world.code(of: secret)
            let grouped = " \(code.prefix(3)) \(code.suffix(3)) "
            #expect(try await world.verify(grouped, account) == "accepted")
        }
    }

    @Test func everyFactorOfThePersonCountsAndNobodyElses() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let other = try await world.addAccount("ben")
            let secrets = [UInt8(1), 2, 3].map { [UInt8](repeating: $0, count: 20) }
            try await world.addAuthenticator(of: account, secret: secrets[0], name: "A")
            try await world.addAuthenticator(of: account, secret: secrets[1], name: "B")
            try await world.addAuthenticator(of: other, secret: secrets[2])
            #expect(try await world.verify(world.code(of: secrets[1]), account) == "accepted")
            #expect(try await world.verify(world.code(of: secrets[0]), account) == "accepted")
            #expect(try await world.verify(world.code(of: secrets[2]), account) == "wrong")
        }
    }

    @Test func withoutAFactorNothingIsCounted() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            for _ in 0..<10 { #expect(try await world.verify("123456", account) == "no factor") }
            #expect(try await world.stores.rows("SELECT key FROM throttles").isEmpty)
        }
    }

    @Test func aSecretMovedFromAnotherRowDoesNotOpen() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret, name: "A")
            let thief = try await world.addAccount("thief")
            try await world.addAuthenticator(
                of: thief, secret: [UInt8](repeating: 9, count: 20), name: "B")
            try await world.stores.tamper(
                "UPDATE devices SET secret = (SELECT secret FROM devices WHERE name = 'B')")
            await #expect(throws: StoreError.self) {
                try await world.verify("123456", account)
            }
        }
    }
}

extension World {
    /// The outcome of a code in words.
    func verify(_ code: String, _ account: Account) async throws -> String {
        switch try await codes.verify(code, for: account.id, source: Sample.source) {
        case .accepted: "accepted"
        case .wrong: "wrong"
        case .alreadyUsed: "already used"
        case .throttled(let wait): "throttled \(wait.secondsRoundedUp)"
        case .disabled: "disabled"
        case .noFactor: "no factor"
        }
    }
}
