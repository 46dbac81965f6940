extension Delivery {
    /// When a message that did not arrive is tried again, and when no more.
    package struct RetryRule: Sendable, Equatable {
        /// The pause after the first attempt; each further one is twice as long.
        package var first: Duration = .seconds(2)
        /// The longest pause.
        package var longest: Duration = .hours(1)
        /// After so many attempts a message is dead.
        package var attempts = 40

        /// The defaults: for about 30 hours.
        package init() {}

        /// The pause after `attempt`: the rule's span, less up to a half by `chance` (any number, from a
        /// generator), so that messages which failed together do not come back together.
        package func pause(after attempt: Int, chance: UInt16) -> Duration {
            let doublings = min(max(attempt - 1, 0), 30)
            let span = min(first.milliseconds << doublings, longest.milliseconds)
            return .milliseconds(span - span / 2 * Int64(chance) / Int64(UInt16.max))
        }

        /// What follows an attempt, of which each channel said its `verdicts`, in the order of asking; at
        /// least one. `attempt` counts from 1.
        package func settlement(
            after verdicts: [Verdict], attempt: Int, expiresAt: Instant, now: Instant, chance: UInt16
        ) -> Settlement {
            var later: Trouble?
            var never: Trouble?
            for verdict in verdicts {
                switch verdict {
                case .accepted(let channel): return .sent(by: channel)
                case .refusedForNow(let trouble): later = later ?? trouble
                case .refusedForGood(let trouble): never = never ?? trouble
                }
            }
            guard let trouble = later else { return .dead(never ?? Trouble("no channel")) }
            let next = now + pause(after: attempt, chance: chance)
            if next >= expiresAt { return .expired(trouble) }
            return attempt >= attempts ? .dead(trouble) : .retry(at: next, trouble)
        }
    }

    /// What a channel said to a message.
    package enum Verdict: Sendable, Equatable {
        /// It is the next one's now; `by` names who took it.
        case accepted(by: String)
        /// Not now: busy, not reachable, or not as the operator meant it.
        case refusedForNow(Trouble)
        /// Never: the address does not exist, the content is refused.
        case refusedForGood(Trouble)
    }
}

/// One way out: an SMTP relay, a gateway for text messages.
package protocol DeliveryChannel: Sendable {
    /// What it carries.
    var channel: Delivery.Channel { get }
    /// What operators call it, e.g. `smtp.example.com:587`; no secrets.
    var name: String { get }

    /// Hands `message` over; answers within `span`, or a little later.
    func deliver(_ message: Delivery.Message, within span: Duration) async -> Delivery.Verdict

    /// Connects, and signs in where there is something to sign in to, without sending anything.
    func check() async -> Delivery.Verdict
}
