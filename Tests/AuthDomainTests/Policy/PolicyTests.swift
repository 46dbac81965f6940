import AuthDomain
import TestSupport
import Testing

/// Before its date the second factor is offered, from then on it is demanded.
@Suite struct PolicyTests {
    private let date = Sample.morning

    @Test func withoutADateItIsMandatoryAtOnce() {
        #expect(Policy.Settings().decision(at: date).app.value == .mandatory)
        #expect(Policy.Settings().deviceLimit == 5)
    }

    @Test func theDateIsTheFirstMandatoryMoment() {
        let policy = Policy.Settings(mandatoryFrom: date, mandatoryFromDate: "2027-01-15")
        let offered = Policy.PhoneRequirement.offered(mandatoryFrom: "2027-01-15")
        #expect(policy.decision(at: date - .milliseconds(1)).app.value == offered)
        #expect(policy.decision(at: date).app.value == .mandatory)
        #expect(policy.decision(at: date + .days(400)).app.value == .mandatory)
    }

    @Test func halfASettingDoesNotOpenTheDoor() {
        let policies = [
            Policy.Settings(mandatoryFrom: date), Policy.Settings(mandatoryFromDate: "2027-01-15"),
        ]
        for policy in policies {
            #expect(policy.decision(at: date - .days(1)).app.value == .mandatory)
        }
    }
}
