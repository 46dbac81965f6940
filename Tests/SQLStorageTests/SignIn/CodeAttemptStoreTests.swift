import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What every ``CodeAttemptStore`` keeps: a step is spent once, and no more codes are judged than the
/// limits allow, whoever else asks at the same time.
@Suite struct CodeAttemptStoreTests {
    private let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func ofManyAttemptsWithOneStepOneIsAccepted(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (account, device) = try await person(stores, "maria")
            let rule = SignIn.ThrottleRule(free: 1000)
            let verdicts = try await race { _ in
                try await stores.codeAttempts.judge(attempt(account, device, step: 9, rule: rule))
            }
            #expect(verdicts.filter { $0 == .accepted }.count == 1)
            #expect(verdicts.filter { $0 == .alreadyUsed }.count == 49)
            let actions = try await stores.actions(of: account.id)
            #expect(actions.filter { $0 == .codeAccepted }.count == 1)
            #expect(actions.filter { $0 == .codeRefused }.count == 49)
            #expect(try await stores.auditFlaws().isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func parallelWrongCodesNeverPassTheLimit(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (account, device) = try await person(stores, "maria")
            let verdicts = try await race { number in
                // Two of them are right; behind the limit that helps nobody.
                try await stores.codeAttempts.judge(
                    attempt(account, device, step: nil, rule: SignIn.ThrottleRule(free: 5)))
            }
            #expect(verdicts.filter { $0 == .wrong }.count == 5)
            #expect(verdicts.filter { $0 == .blocked(until: now + .seconds(30)) }.count == 45)
            let late = try await stores.codeAttempts.judge(
                attempt(account, device, step: 9, rule: SignIn.ThrottleRule(free: 5)))
            #expect(late == .blocked(until: now + .seconds(30)), "a right code does not open the block")
            let rows = try await stores.rows("SELECT last_step FROM devices")
            #expect(rows.map(\.values) == [[.null]], "and is not spent")
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func manyPeopleAreJudgedTogetherAndApart(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            var people: [(Account, Device)] = []
            for number in 0..<20 { people.append(try await person(stores, "person\(number)")) }
            let all = people
            let verdicts = try await race(100) { number in
                let (account, device) = all[number % 20]
                let verdict = try await stores.codeAttempts.judge(
                    attempt(account, device, step: number % 20 < 10 ? UInt64(number) : nil))
                return (number % 20, verdict)
            }
            for person in 0..<20 {
                let own = verdicts.filter { $0.0 == person }.map(\.1)
                if person < 10 {
                    #expect(own.contains(.accepted), "the largest step at least is new")
                    #expect(own.allSatisfy { $0 == .accepted || $0 == .alreadyUsed })
                } else {
                    #expect(own.allSatisfy { $0 == .wrong })
                }
            }
            #expect(try await stores.auditFlaws().isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aRightCodeForgetsWrongOnes(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (account, device) = try await person(stores, "maria")
            for _ in 0..<4 { #expect(try await judge(stores, account, device, nil) == .wrong) }
            #expect(try await judge(stores, account, device, 9) == .accepted)
            #expect(try await stores.rows("SELECT key FROM throttles").isEmpty)
            #expect(try await judge(stores, account, device, 9) == .alreadyUsed)
            #expect(try await judge(stores, account, device, 8) == .alreadyUsed)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func tooManyWrongCodesSwitchCodesOff(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (account, device) = try await person(stores, "maria")
            let rule = SignIn.ThrottleRule(free: 100, disableAt: 3)
            for _ in 0..<3 {
                #expect(
                    try await stores.codeAttempts.judge(attempt(account, device, step: nil, rule: rule))
                        == .wrong)
            }
            #expect(
                try await stores.codeAttempts.judge(attempt(account, device, step: 9, rule: rule))
                    == .disabled)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aRevokedDevicesCodeIsNotSpent(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (account, device) = try await person(stores, "maria")
            _ = try await stores.devices.revoke(
                device.id, of: account.id, at: now,
                recording: Sample.record(.deviceRevoked, account))
            #expect(try await judge(stores, account, device, 9) == .alreadyUsed)
        }
    }

    private func judge(
        _ stores: Stores, _ account: Account, _ device: Device, _ step: UInt64?
    ) async throws -> SignIn.CodeVerdict {
        try await stores.codeAttempts.judge(attempt(account, device, step: step))
    }

    private func person(_ stores: Stores, _ name: String) async throws -> (Account, Device) {
        let account = try await stores.addAccount(name)
        return (account, try await stores.add(Sample.phone(of: account), of: account))
    }

    private func attempt(
        _ account: Account, _ device: Device, step: UInt64?,
        rule: SignIn.ThrottleRule = SignIn.ThrottleRule(free: 5)
    ) -> SignIn.CodeAttempt {
        let refused = Sample.entry(.codeRefused, account.id)
        return SignIn.CodeAttempt(
            account: account.id,
            limits: [
                SignIn.ThrottleLimit(.code(account: account.id), rule),
                SignIn.ThrottleLimit(.code(device: device.id), rule),
            ],
            match: step.map { step in
                SignIn.CodeAttempt.Match(
                    device: device.id, step: step, accepted: Sample.entry(.codeAccepted, account.id),
                    refused: refused)
            },
            refused: refused, now: now)
    }
}
