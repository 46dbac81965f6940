import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What every ``PINStore`` keeps: limits hold whoever asks at the same time, a PIN is spent once, a
/// new one replaces the old one and resets nothing.
@Suite struct PINStoreTests {
    private let now = Sample.morning
    private let limits = SignIn.PINLimits()

    @Test(arguments: StorageUnderTest.all)
    func parallelSendsNeverPassTheLimits(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount("maria")
            // Fifty sessions of one person, each with a binding of its own.
            let answers = try await race { number in
                try await store(pin(account, owner: UInt8(number)), in: stores)
            }
            #expect(answers.filter { $0.isStored }.count == 3)
            #expect(answers.filter { $0 == .limited(until: now + .minutes(15)) }.count == 47)
            #expect(try await stores.actions(of: account.id).filter { $0 == .pinSent }.count == 3)
            #expect(try await stores.outbox.newest(limit: 100).count == 3)
            #expect(try await stores.auditFlaws().isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func tenPerDayIsTheLimitAndItPasses(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount("maria")
            for number in 0..<10 {
                let at = now + .minutes(20 * number)
                #expect(try await store(pin(account, owner: UInt8(number), at: at), in: stores).isStored)
            }
            let later = now + .hours(5)
            #expect(
                try await store(pin(account, owner: 99, at: later), in: stores)
                    == .limited(until: now + .days(1)))
            #expect(try await store(pin(account, owner: 99, at: now + .days(1)), in: stores).isStored)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anAddressIsLimitedForEachPurposeByItself(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let maria = try await stores.addAccount("maria")
            let mallory = try await stores.addAccount("mallory")
            for number in 0..<3 {
                let naming = pin(
                    mallory, owner: UInt8(number), recipient: "maria@example.org", purpose: .addressChange)
                #expect(try await store(naming, in: stores).isStored)
            }
            let own = pin(maria, owner: 9, recipient: "maria@example.org")
            #expect(try await store(own, in: stores).isStored, "others cannot use up her PINs")
            let other = try await stores.addAccount("other")
            let fourth = pin(other, owner: 8, recipient: "maria@example.org", purpose: .addressChange)
            #expect(try await !store(fourth, in: stores).isStored, "an inbox is flooded by nobody")
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aSecondOneForTheSameThingWaitsAndThenReplacesTheFirst(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount("maria")
            let first = pin(account, owner: 1)
            #expect(try await store(first, in: stores) == .stored(nextAt: now + .seconds(30)))
            #expect(
                try await store(pin(account, owner: 1), in: stores)
                    == .limited(until: now + .seconds(30)))
            let second = pin(account, owner: 1, at: now + .seconds(30))
            #expect(try await store(second, in: stores).isStored)
            #expect(try await stores.pins.latest(first.binding)?.id == second.id)
            #expect(try await judge(first, isRight: true, in: stores) == .ended(.replaced))
            let rows = try await stores.rows(
                "SELECT verifier FROM one_time_pins WHERE state = 'replaced'")
            #expect(rows.map(\.values) == [[.null]], "what is over is wiped")
            let third = try await store(pin(account, owner: 1, at: now + .minutes(1)), in: stores)
            #expect(third == .stored(nextAt: now + .minutes(15)), "the countdown knows the limits")
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofParallelRightOnesOneIsAccepted(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount("maria")
            let pin = pin(account, owner: 1)
            _ = try await store(pin, in: stores)
            let verdicts = try await race { _ in try await judge(pin, isRight: true, in: stores) }
            #expect(verdicts.filter { $0 == .accepted }.count == 1)
            #expect(verdicts.filter { $0 == .ended(.used) }.count == 49)
            let actions = try await stores.actions(of: account.id)
            #expect(actions.filter { $0 == .pinAccepted }.count == 1)
            #expect(try await stores.rows("SELECT verifier FROM one_time_pins").map(\.values) == [[.null]])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func parallelTriesNeverPassTheirNumber(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount("maria")
            let pin = pin(account, owner: 1)
            _ = try await store(pin, in: stores)
            let verdicts = try await race { _ in
                try await judge(pin, isRight: false, rule: SignIn.ThrottleRule(free: 1000), in: stores)
            }
            for left in 0..<5 { #expect(verdicts.filter { $0 == .wrong(triesLeft: left) }.count == 1) }
            #expect(verdicts.filter { $0 == .ended(.exhausted) }.count == 45)
            #expect(try await judge(pin, isRight: true, in: stores) == .ended(.exhausted))
            #expect(try await stores.actions(of: account.id).filter { $0 == .pinRefused }.count == 5)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aNewOneResetsNoCounter(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount("maria")
            let first = pin(account, owner: 1)
            _ = try await store(first, in: stores)
            let rule = SignIn.ThrottleRule(free: 6)
            for _ in 0..<5 { _ = try await judge(first, isRight: false, rule: rule, in: stores) }
            let second = pin(account, owner: 2)
            _ = try await store(second, in: stores)
            #expect(try await judge(second, isRight: false, rule: rule, in: stores) == .wrong(triesLeft: 4))
            #expect(
                try await judge(second, isRight: true, rule: rule, in: stores)
                    == .blocked(until: now + .seconds(30)))
            #expect(try await stores.pins.latest(second.binding)?.state == .open, "and it is not spent")
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aRightOneForgetsWrongOnesAndALateOneIsNotJudged(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount("maria")
            let pin = pin(account, owner: 1)
            _ = try await store(pin, in: stores)
            #expect(try await judge(pin, isRight: false, in: stores) == .wrong(triesLeft: 4))
            #expect(try await judge(pin, isRight: true, at: pin.expiresAt, in: stores) == .expired)
            #expect(try await judge(pin, isRight: true, in: stores) == .accepted)
            #expect(try await stores.rows("SELECT key FROM throttles").isEmpty)
        }
    }

    // MARK: Support

    private func store(_ pin: SignIn.StoredPIN, in stores: Stores) async throws -> SignIn.PINStorage {
        let entry = Sample.entry(.pinSent, pin.account)
        let message = Sample.message(for: pin.account, subject: "PIN", at: pin.createdAt)
        return try await stores.pins.store(
            pin, within: limits,
            recording: Record(entry, telling: Delivery.Notification(messages: [message])))
    }

    private func judge(
        _ pin: SignIn.StoredPIN, isRight: Bool, at: Instant? = nil,
        rule: SignIn.ThrottleRule = SignIn.ThrottleRule(free: 5), in stores: Stores
    ) async throws -> SignIn.PINVerdict {
        try await stores.pins.judge(
            pin.id,
            SignIn.ComparedCode(
                limits: [SignIn.ThrottleLimit(.code(account: pin.account), rule)], isRight: isRight,
                accepted: Record(Sample.entry(.pinAccepted, pin.account)),
                refused: Sample.entry(.pinRefused, pin.account), now: at ?? now))
    }

    private func pin(
        _ account: Account, owner: UInt8, recipient: String? = nil,
        purpose: SignIn.PINPurpose = .signIn, at: Instant? = nil
    ) -> SignIn.StoredPIN {
        let at = at ?? now
        return SignIn.StoredPIN(
            id: Sample.id(), account: account.id,
            binding: SignIn.PINBinding(
                purpose: purpose, owner: Array(repeating: owner, count: 32)),
            channel: .email, recipient: recipient ?? "\(account.username.text)@example.org",
            sealedVerifier: [1, 2, 3], triesLeft: 5, createdAt: at, expiresAt: at + .minutes(5),
            nextAt: at + .seconds(30))
    }
}

extension SignIn.PINStorage {
    fileprivate var isStored: Bool {
        if case .stored = self { true } else { false }
    }
}
