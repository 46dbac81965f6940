import AuthDomain
import Testing

/// Waits begin after the free attempts, double, and end at the longest one.
@Suite struct ThrottleRuleTests {
    @Test(arguments: [
        (0, 0), (1, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 960),
        (11, 1920), (12, 3600), (13, 3600), (25, 3600), (49, 3600), (1_000_000, 3600),
    ])
    func waitsOfCodesDoubleUpToAnHour(failures: Int, seconds: Int) {
        #expect(SignIn.CodeLimits().rule.wait(after: failures) == .seconds(seconds))
    }

    @Test(arguments: [(9, 0), (10, 30), (11, 60), (17, 3600)])
    func passwordsHaveTenFreeAttempts(failures: Int, seconds: Int) {
        let limits = SignIn.PasswordLimits()
        for rule in [limits.account, limits.address] {
            #expect(rule.wait(after: failures) == .seconds(seconds))
            #expect(rule.disableAt == nil)
        }
    }

    @Test(arguments: [(9, 0), (10, 3600), (11, 3600), (500, 3600)])
    func setupCodesWaitAnHourAfterTen(failures: Int, seconds: Int) {
        let rule = Registration.Limits().setupCodeRule
        #expect(rule.wait(after: failures) == .seconds(seconds))
    }

    @Test func aFactorIsDisabledAtFifty() {
        #expect(SignIn.CodeLimits().rule.disableAt == 50)
    }

    @Test func keysOfDifferentThingsNeverMeet() {
        let account = Identifier<Account>("same")
        let device = Identifier<Device>("same")
        guard let account, let device else {
            Issue.record("not identifiers")
            return
        }
        let keys: [SignIn.ThrottleKey] = [
            .password(usernameDigest: "same"), .password(device: device),
            .password(address: "same"), .code(account: account), .code(device: device),
            .registrationCode(account: account), .setupCode(account: account),
        ]
        #expect(Set(keys.map(\.text)).count == keys.count)
    }

    @Test func keysAreBoundedWhateverTheAddressSays() {
        let key = SignIn.ThrottleKey.password(address: String(repeating: "x", count: 10_000))
        #expect(key.text.utf8.count <= 128)
    }
}
