import AuthDomain
import Testing

@Suite struct AuthenticationMethodsTests {
    @Test func onlyTwoFactorsReachTheSecondLevel() {
        let two: [AuthenticationMethods] = [.passwordAndDevice, .passwordAndCode, .passwordAndRecoveryCode]
        let one: [AuthenticationMethods] = [
            .password, .passwordAndTextedPIN, .passwordAndMailedPIN, .passwordAndBypassCode,
            .passwordAndInvitation, .passwordAndRememberedBrowser,
        ]
        #expect(two.allSatisfy { $0.level == "aal2" })
        #expect(one.allSatisfy { $0.level == "aal1" })
    }
}
