import Synchronization

/// Says what must be proved now before a person's first device is registered.
package protocol FirstRegistrationRule: Sendable {
    /// What is asked of somebody for whom `decision` was made.
    func demanded(by decision: Policy.Decision) -> Policy.FirstRegistration
}

extension Policy {
    /// The rule of the policy: a PIN is asked for only where a channel could carry one. Where the settings file alone
    /// decides, the password is enough without any; where a document asks for the PIN or forbids the channels, an
    /// invitation takes its place, so that a stricter rule never opens the door that it closes.
    package struct ConfiguredFirstRegistration: FirstRegistrationRule {
        private let channels: Set<Delivery.Channel>

        /// The rule with these channels configured.
        package init(channels: Set<Delivery.Channel>) { self.channels = channels }

        package func demanded(by decision: Decision) -> FirstRegistration {
            let demanded = decision.firstRegistration.value
            let hasChannel = channels.contains { decision.mayCarryPINs($0, over: channels) }
            guard demanded == .pin, !hasChannel else { return demanded }
            let isDocumented = decision.firstRegistration.layer != .settings
            let isForbidden = !channels.isEmpty && decision.pinChannels.layer != .settings
            return isDocumented || isForbidden ? .invitation : .password
        }
    }
}

/// The demo's rule, which can be switched while it runs. It stands in for the settings file: what a policy
/// document decides counts here too.
package final class FirstRegistrationSwitch: FirstRegistrationRule {
    private let state: Mutex<Policy.FirstRegistration>

    /// Starts with `demanded`.
    package init(_ demanded: Policy.FirstRegistration) {
        state = Mutex(demanded)
    }

    /// What is asked for at this moment, where no document decides.
    package var demanded: Policy.FirstRegistration { state.withLock { $0 } }

    package func demanded(by decision: Policy.Decision) -> Policy.FirstRegistration {
        decision.firstRegistration.layer == .settings ? demanded : decision.firstRegistration.value
    }

    /// Asks for `demanded` from now on.
    package func demand(_ demanded: Policy.FirstRegistration) {
        state.withLock { $0 = demanded }
    }
}
