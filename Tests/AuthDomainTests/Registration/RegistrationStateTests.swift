import AuthDomain
import TestSupport
import Testing

/// Open registrations expire; what has ended stays as it ended.
@Suite struct RegistrationStateTests {
    private func registration(_ state: Registration.State) -> Registration {
        let sample = Sample.pairing(of: Sample.account())
        return Registration(
            id: sample.id, account: sample.account, deviceName: sample.deviceName,
            method: sample.method, storedState: state, triesLeft: 5, createdAt: sample.createdAt,
            expiresAt: sample.expiresAt)
    }

    @Test(arguments: Registration.State.allCases)
    func beforeItsEndAStateIsWhatIsStored(state: Registration.State) {
        let registration = registration(state)
        #expect(registration.state(at: registration.createdAt) == state)
        #expect(registration.state(at: registration.expiresAt - .milliseconds(1)) == state)
    }

    @Test(arguments: [Registration.State.pending, .claimed])
    func openOnesExpireToTheMillisecond(state: Registration.State) {
        let registration = registration(state)
        #expect(registration.state(at: registration.expiresAt) == .expired)
        #expect(registration.state(at: registration.expiresAt + .days(1)) == .expired)
    }

    @Test(arguments: [Registration.State.active, .rejected, .cancelled, .exhausted])
    func endedOnesStayAsTheyEnded(state: Registration.State) {
        let registration = registration(state)
        #expect(registration.state(at: registration.expiresAt + .days(1)) == state)
    }

    @Test func theNormsNumbersAreTheDefaults() {
        let limits = Registration.Limits()
        #expect(limits.life == .minutes(10))
        #expect(limits.tries == 5)
        #expect(limits.codeRule.free == 10)
        #expect(limits.setupCodeRule.free == 10)
    }
}
