import AuthDomain
import TestSupport
import Testing

/// Sessions end by age, by idleness, and are fresh for a while only.
@Suite struct PortalSessionLifeTests {
    private let start = Sample.morning
    private let limits = PortalSession.Limits()

    private func session(seen: Duration, authenticated: Duration = .zero) -> PortalSession {
        PortalSession(
            idHash: [], account: Sample.id(), assurance: .twoFactor, createdAt: start,
            lastSeenAt: start + seen, authenticatedAt: start + authenticated)
    }

    @Test func thirtyMinutesWithoutARequestEndIt() {
        let session = session(seen: .hours(2))
        let end = start + .hours(2) + .minutes(30)
        #expect(session.isAlive(at: end - .milliseconds(1), limits: limits))
        #expect(!session.isAlive(at: end, limits: limits))
    }

    @Test func twelveHoursEndItHoweverBusy() {
        let end = start + .hours(12)
        let session = session(seen: .hours(12) - .seconds(1))
        #expect(session.isAlive(at: end - .milliseconds(1), limits: limits))
        #expect(!session.isAlive(at: end, limits: limits))
    }

    @Test func tenMinutesAfterTheProofItIsNoLongerFresh() {
        let session = session(seen: .hours(1), authenticated: .hours(1))
        let end = start + .hours(1) + .minutes(10)
        #expect(session.isFresh(at: end - .milliseconds(1), limits: limits))
        #expect(!session.isFresh(at: end, limits: limits))
    }

    @Test func twoFactorsAreMoreThanAPassword() {
        #expect(Assurance.password < .twoFactor)
        #expect(!(Assurance.twoFactor < .password))
        #expect(!(Assurance.password < .password))
    }
}
