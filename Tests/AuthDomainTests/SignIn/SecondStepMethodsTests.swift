import AuthDomain
import TestSupport
import Testing

/// Which ways are open to whom: best first, the remembered one before all, addresses never told.
@Suite struct SecondStepMethodsTests {
    private let both: Set<Delivery.Channel> = [.email, .sms]

    @Test func theBestComesFirst() {
        let means = SignIn.SecondStepMeans(factors: [.phone, .authenticator], hasRecoveryCodes: true)
        #expect(
            methods(Sample.account(), means)
                == [.phone, .authenticator, .email, .sms, .recoveryCode, .bypassCode])
    }

    @Test func whatThePersonDoesNotHaveIsNotListed() {
        let means = SignIn.SecondStepMeans(factors: [.authenticator], hasRecoveryCodes: false)
        #expect(methods(Sample.account(), means, channels: []) == [.authenticator, .bypassCode])
    }

    @Test func theListTellsNothingOfAddresses() {
        let means = SignIn.SecondStepMeans(factors: [.phone], hasRecoveryCodes: false)
        #expect(
            methods(Sample.account(email: nil), means)
                == methods(Sample.account(email: "maria@example.com"), means))
    }

    @Test func theWayOfLastTimeComesFirstWhileItIsOpen() {
        let account = Sample.account().preferring(.sms)
        let means = SignIn.SecondStepMeans(factors: [.phone], hasRecoveryCodes: false)
        #expect(methods(account, means).first == .sms)
        #expect(methods(account, means, channels: [.email]).first == .phone)
        var policy = Policy.Settings()
        policy.pinChannels = [.email]
        #expect(methods(account, means, policy: policy) == [.phone, .email, .bypassCode])
    }

    @Test func aFirstRegistrationIsConfirmedAsPolicySays() {
        let policy = Policy.Settings()
        func confirmations(
            _ demanded: Policy.FirstRegistration, _ channels: Set<Delivery.Channel>
        ) -> [SignIn.SecondStepMethod] {
            SignIn.SecondStep.confirmations(
                demanded, decision: policy.decision(at: Sample.morning), channels: channels)
        }
        #expect(confirmations(.pin, both) == [.email, .sms, .invitation])
        #expect(confirmations(.pin, [.email]) == [.email, .invitation])
        #expect(confirmations(.invitation, both) == [.invitation])
        #expect(confirmations(.password, both).isEmpty)
    }

    @Test func withoutAChannelThePasswordIsEnoughButAnInvitationIsStillAskedFor() {
        var policy = Policy.Settings()
        func demanded(_ channels: Set<Delivery.Channel>) -> Policy.FirstRegistration {
            Policy.ConfiguredFirstRegistration(channels: channels)
                .demanded(by: policy.decision(at: Sample.morning))
        }
        #expect(demanded([]) == .password)
        #expect(demanded([.email]) == .pin)
        policy.pinChannels = [.sms]
        #expect(demanded([.email]) == .password)
        policy.firstRegistration = .invitation
        #expect(demanded([]) == .invitation)
    }

    private func methods(
        _ account: Account, _ means: SignIn.SecondStepMeans, policy: Policy.Settings = Policy.Settings(),
        channels: Set<Delivery.Channel>? = nil
    ) -> [SignIn.SecondStepMethod] {
        SignIn.SecondStep.methods(
            for: account, having: means, decision: policy.decision(at: Sample.morning), channels: channels ?? both)
    }
}

extension Account {
    fileprivate func preferring(_ method: SignIn.SecondStepMethod) -> Account {
        Account(
            id: id, username: username, displayName: displayName, email: email, role: role,
            passwordHash: passwordHash, createdAt: createdAt, preferredMethod: method)
    }
}
