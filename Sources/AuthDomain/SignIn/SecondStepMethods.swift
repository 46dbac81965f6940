extension SignIn {
    /// What a person has for a second step.
    package struct SecondStepMeans: Sendable, Equatable {
        /// The kinds of registered devices.
        package let factors: Set<Device.Kind>
        /// Whether recovery codes are left.
        package let hasRecoveryCodes: Bool

        /// States what a person has.
        package init(factors: Set<Device.Kind>, hasRecoveryCodes: Bool) {
            self.factors = factors
            self.hasRecoveryCodes = hasRecoveryCodes
        }
    }
}

extension SignIn.SecondStep {
    /// The ways of the second step for somebody with a factor, the best first, but the one that the
    /// person took last before all.
    ///
    /// Addresses play no part: a PIN is offered wherever policy and `channels` allow one, so whoever
    /// proved a password alone learns of none.
    package static func methods(
        for account: Account, having means: SignIn.SecondStepMeans, decision: Policy.Decision,
        channels: Set<Delivery.Channel>
    ) -> [SignIn.SecondStepMethod] {
        let methods = SignIn.SecondStepMethod.allCases.filter { method in
            switch method {
            case .phone: means.factors.contains(.phone)
            case .authenticator: means.factors.contains(.authenticator)
            case .email: decision.mayCarryPINs(.email, over: channels)
            case .sms: decision.mayCarryPINs(.sms, over: channels)
            case .recoveryCode: means.hasRecoveryCodes
            case .bypassCode: true
            case .invitation: false
            }
        }
        guard let preferred = account.preferredMethod, methods.contains(preferred) else { return methods }
        return [preferred] + methods.filter { $0 != preferred }
    }

    /// The ways to confirm oneself before a first registration; none: the password is enough.
    package static func confirmations(
        _ demanded: Policy.FirstRegistration, decision: Policy.Decision,
        channels: Set<Delivery.Channel>
    ) -> [SignIn.SecondStepMethod] {
        switch demanded {
        case .password: []
        case .pin:
            SignIn.SecondStepMethod.allCases.filter { method in
                method.channel.map { decision.mayCarryPINs($0, over: channels) } ?? (method == .invitation)
            }
        case .invitation: [.invitation]
        }
    }
}
