import AuthDomain
import TestSupport
import Testing

/// What a first registration asks for, whatever may carry a PIN.
@Suite struct FirstRegistrationRuleTests {
    private func demanded(_ json: String, _ channels: Set<Delivery.Channel>) -> Policy.FirstRegistration {
        let decision = Policy.Settings().decision(under: Sample.policy(json), at: Sample.morning)
        return Policy.ConfiguredFirstRegistration(channels: channels).demanded(by: decision)
    }

    @Test func aPINIsAskedForWhereOneCanTravel() {
        #expect(demanded("{}", [.email]) == .pin)
        #expect(demanded(#"{"everyone": {"pinChannels": ["sms"]}}"#, [.email, .sms]) == .pin)
        #expect(demanded("{}", []) == .password)
    }

    @Test func forbiddingAllChannelsNeverMakesThePasswordEnough() {
        #expect(demanded(#"{"everyone": {"pinChannels": []}}"#, [.email]) == .invitation)
        #expect(demanded(#"{"everyone": {"pinChannels": ["sms"]}}"#, [.email]) == .invitation)
        #expect(demanded(#"{"everyone": {"pinChannels": [], "firstRegistration": "password"}}"#, [.email]) == .password)
        #expect(demanded(#"{"everyone": {"firstRegistration": "pin"}}"#, []) == .invitation)
    }
}
