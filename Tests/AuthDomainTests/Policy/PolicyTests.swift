import AuthDomain
import TestSupport
import Testing

/// Before its date the second factor is offered, from then on it is demanded.
@Suite struct PolicyTests {
    private let date = Sample.morning

    @Test func withoutADateItIsMandatoryAtOnce() {
        #expect(Policy.Settings().phoneRequirement(at: date) == .mandatory)
        #expect(Policy.Settings().deviceLimit == 5)
    }

    @Test func theDateIsTheFirstMandatoryMoment() {
        let policy = Policy.Settings(mandatoryFrom: date, mandatoryFromDate: "2027-01-15")
        let offered = Policy.PhoneRequirement.offered(mandatoryFrom: "2027-01-15")
        #expect(policy.phoneRequirement(at: date - .milliseconds(1)) == offered)
        #expect(policy.phoneRequirement(at: date) == .mandatory)
        #expect(policy.phoneRequirement(at: date + .days(400)) == .mandatory)
    }

    @Test func halfASettingDoesNotOpenTheDoor() {
        let policies = [
            Policy.Settings(mandatoryFrom: date), Policy.Settings(mandatoryFromDate: "2027-01-15"),
        ]
        for policy in policies {
            #expect(policy.phoneRequirement(at: date - .days(1)) == .mandatory)
        }
    }
}
