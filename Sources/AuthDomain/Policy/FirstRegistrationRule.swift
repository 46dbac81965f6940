import Synchronization

/// Says what must be proved now before a person's first device is registered.
package protocol FirstRegistrationRule: Sendable {
    /// What is asked for at this moment.
    var demanded: Policy.FirstRegistration { get }
}

extension Policy {
    /// The rule of the settings: a PIN is asked for only where a channel could carry one.
    package struct ConfiguredFirstRegistration: FirstRegistrationRule {
        package let demanded: FirstRegistration

        /// The rule of `policy` with these channels configured.
        package init(_ policy: Settings, channels: Set<Delivery.Channel>) {
            let hasChannel = channels.contains { policy.mayCarryPINs($0, over: channels) }
            demanded =
                policy.firstRegistration == .pin && !hasChannel ? .password : policy.firstRegistration
        }
    }
}

/// The demo's rule, which can be switched while it runs.
package final class FirstRegistrationSwitch: FirstRegistrationRule {
    private let state: Mutex<Policy.FirstRegistration>

    /// Starts with `demanded`.
    package init(_ demanded: Policy.FirstRegistration) {
        state = Mutex(demanded)
    }

    /// What is asked for at this moment.
    package var demanded: Policy.FirstRegistration { state.withLock { $0 } }

    /// Asks for `demanded` from now on.
    package func demand(_ demanded: Policy.FirstRegistration) {
        state.withLock { $0 = demanded }
    }
}
