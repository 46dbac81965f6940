import AuthDomain
import SQLiteEngine
import TestSupport
import Testing

/// All ways to fail look alike, cost alike and count alike.
@Suite struct PasswordCheckTests {
    @Test func theRightPasswordProvesWhoeverTypesTheNameInAnyCase() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let proved = try await world.check("MARIA", World.password).account
            #expect(proved == account)
        }
    }

    @Test func everyFailureIsRefusedAndCostsOneComparison() async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            _ = try await world.addAccount("gone", isDisabled: true)
            let attempts: [(String, String)] = [
                ("maria", "wrong password"), ("nobody", World.password),
                ("gone", World.password), ("gone", "wrong password"), (" invalid ", "x"),
                ("maria", ""),
            ]
            for (index, attempt) in attempts.enumerated() {
                let outcome = try await world.check(attempt.0, attempt.1)
                #expect(outcome.isRefused, "\(attempt)")
                #expect(world.hasher.work == index + 1, "\(attempt)")
            }
        }
    }

    @Test(arguments: ["maria", "nobody", "gone"])
    func afterTenWrongPasswordsTheNameWaits(username: String) async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            _ = try await world.addAccount("gone", isDisabled: true)
            for number in 0..<10 {
                let outcome = try await world.check(username, "wrong", from: "192.0.2.\(number)")
                #expect(outcome.isRefused)
            }
            let work = world.hasher.work
            let blocked = try await world.check(username, World.password, from: "192.0.2.99")
            #expect(blocked.retryAfter == .seconds(30))
            #expect(world.hasher.work == work)
        }
    }

    @Test func theWaitEndsDoublesAndARightPasswordEndsItAll() async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            for number in 0..<10 {
                _ = try await world.check("maria", "wrong", from: "192.0.2.\(number)")
            }
            world.clock.advance(by: .seconds(30))
            #expect(try await world.check("maria", "wrong", from: "192.0.2.50").isRefused)
            let blocked = try await world.check("maria", "wrong", from: "192.0.2.51")
            #expect(blocked.retryAfter == .seconds(60))
            world.clock.advance(by: .seconds(60))
            let proved = try await world.check("maria", World.password, from: "192.0.2.52")
            #expect(proved.account != nil)
            for number in 60..<70 {
                let outcome = try await world.check("maria", "wrong", from: "192.0.2.\(number)")
                #expect(outcome.isRefused)
            }
        }
    }

    @Test func anAddressWaitsAfterTenWrongPasswordsForAnyNames() async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            for number in 0..<10 {
                #expect(try await world.check("person \(number)", "wrong").isRefused)
            }
            let blocked = try await world.check("maria", World.password)
            #expect(blocked.retryAfter == .seconds(30))
            let elsewhere = try await world.check("maria", World.password, from: "192.0.2.99")
            #expect(elsewhere.account != nil)
        }
    }

    @Test func parallelGuessesDoNotPassTheLimit() async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            let outcomes = try await race { number in
                try await world.check("maria", "wrong \(number)", from: "192.0.2.\(number)")
            }
            #expect(outcomes.filter(\.isRefused).count == 10)
            #expect(world.hasher.work == 10)
        }
    }

    @Test func aFullQueueIsToldAndNotCounted() async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            world.hasher.overload(.seconds(3))
            for _ in 0..<20 {
                let outcome = try await world.check("maria", World.password)
                guard case .overloaded(let retryAfter) = outcome else {
                    Issue.record("not overloaded: \(outcome)")
                    return
                }
                #expect(retryAfter == .seconds(3))
            }
            world.hasher.overload(nil)
            #expect(try await world.check("maria", World.password).account != nil)
        }
    }

    @Test func aFullQueueForgivesNoWrongPassword() async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            for number in 0..<9 {
                _ = try await world.check("maria", "wrong", from: "192.0.2.\(number)")
            }
            world.hasher.overload(.seconds(3))
            _ = try await world.check("maria", "wrong", from: "192.0.2.20")
            world.hasher.overload(nil)
            #expect(try await world.check("maria", "wrong", from: "192.0.2.21").isRefused)
            let blocked = try await world.check("maria", "wrong", from: "192.0.2.22")
            #expect(blocked.retryAfter == .seconds(30))
        }
    }

    @Test func strangersNeverLockARegisteredPhoneOut() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let phone = try await world.stores.add(Sample.phone(of: account), of: account)
            for number in 0..<50 {
                _ = try await world.check("maria", "wrong", from: "192.0.2.\(number % 7)")
            }
            let stranger = try await world.check("maria", World.password)
            #expect(stranger.retryAfter != nil)
            let own = try await world.check("maria", World.password, device: phone)
            #expect(own.account != nil)
        }
    }

    @Test func aRegisteredPhonesOwnWrongPasswordsCount() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let phone = try await world.stores.add(Sample.phone(of: account), of: account)
            for _ in 0..<10 {
                #expect(try await world.check("maria", "wrong", device: phone).isRefused)
            }
            let blocked = try await world.check("maria", World.password, device: phone)
            #expect(blocked.retryAfter == .seconds(30))
            #expect(try await world.check("maria", World.password).account != nil)
        }
    }

    @Test func aWeakerHashIsReplacedAtSignIn() async throws {
        try await World.run { world in
            let account = try await world.stores.add(
                Sample.account(passwordHash: FastHasher.outdated(World.password)))
            #expect(try await world.check("maria", World.password).account != nil)
            let stored = try await world.stores.accounts.account(account.id)
            #expect(stored?.passwordHash == FastHasher.current(World.password))
        }
    }

    @Test func aRightPasswordCountsEvenWhenItCannotBeHashedAgain() async throws {
        try await World.run { world in
            try await world.stores.add(
                Sample.account(passwordHash: FastHasher.outdated(World.password)))
            world.hasher.refuseToHash()
            #expect(try await world.check("maria", World.password).account != nil)
        }
    }

    @Test func aNameThatNobodyHasCostsAsManyDurableWrites() async throws {
        try await World.run { world in
            try await world.addAccount()
            let engine = try #require(world.stores.engine as? SQLiteEngine)
            let start = engine.counters.bodiesCommitted
            _ = try await world.check("maria", "wrong")
            let known = engine.counters.bodiesCommitted
            _ = try await world.check("nobody", "wrong")
            let unknown = engine.counters.bodiesCommitted
            #expect(known - start == unknown - known)
        }
    }

    @Test func refusalsAreRecordedWithTheirAccountAndForNobodyElse() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            _ = try await world.check("maria", "wrong")
            _ = try await world.check("nobody", "wrong")
            #expect(try await world.stores.actions(of: account.id).last == .passwordRefused)
            #expect(try await world.stores.actions(of: nil).isEmpty)
        }
    }
}

extension World {
    fileprivate func check(
        _ username: String, _ password: String, from address: String = "192.0.2.7",
        device: Device? = nil
    ) async throws -> SignIn.PasswordOutcome {
        try await passwords.check(
            username: Username(username), password: Password(password), prover: device.map { .phone($0.id) } ?? .anyone,
            source: RequestSource(address: address, userAgent: "Test/1.0", reference: "T-1"))
    }
}

extension SignIn.PasswordOutcome {
    fileprivate var account: Account? {
        if case .proved(let account) = self { account } else { nil }
    }

    fileprivate var isRefused: Bool {
        if case .refused = self { true } else { false }
    }

    fileprivate var retryAfter: Duration? {
        if case .throttled(let wait) = self { wait } else { nil }
    }
}
