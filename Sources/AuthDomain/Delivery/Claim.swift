extension Delivery {
    /// What a worker asks the outbox for.
    package struct Claim: Sendable {
        /// Who asks; different for every server and start.
        package let worker: String
        /// The channels that this server can send on.
        package let channels: Set<Channel>
        /// Most messages at once, at least 1.
        package let count: Int
        /// How long nobody else takes them; longer than sending can last.
        package let lease: Duration
        package let limits: Limits

        /// Asks for up to `count` messages.
        package init(
            worker: String, channels: Set<Channel>, count: Int, lease: Duration, limits: Limits
        ) {
            self.worker = worker
            self.channels = channels
            self.count = count
            self.lease = lease
            self.limits = limits
        }
    }

    /// A message that a worker may send now.
    package struct ClaimedMessage: Sendable {
        package let message: Message
        /// Which attempt this is, from 1; reserved before it is made.
        package let attempt: Int

        /// A message and its attempt.
        package init(_ message: Message, attempt: Int) {
            self.message = message
            self.attempt = attempt
        }
    }

    /// What became of a claimed message.
    package enum Settlement: Sendable, Equatable {
        /// A channel took it.
        case sent(by: String)
        /// To be tried again then.
        case retry(at: Instant, Trouble)
        /// Its deadline has passed, or would before the next attempt.
        case expired(Trouble)
        /// Nobody tries again by themselves.
        case dead(Trouble)
    }

    /// Why a message did not arrive: one line for operators, without text that strangers wrote.
    package struct Trouble: Sendable, Equatable, CustomStringConvertible {
        package let description: String

        /// States what went wrong; cut at 200 characters.
        package init(_ sentence: String) {
            description = sentence.bounded(to: 200).withoutControls
        }
    }

    /// A message that nobody sends any more.
    package struct DeadMessage: Sendable, Equatable {
        package let id: Identifier<Message>
        package let account: Identifier<Account>
        package let kind: Kind
        package let event: String
        package let channel: Channel
        package let recipient: String
        package let attempts: Int
        package let trouble: Trouble
        package let createdAt: Instant
        package let endedAt: Instant
        /// Whether it can be sent again: its content is still there.
        package let canRetry: Bool

        /// A message as the store found it, or as it is about to end.
        package init(
            id: Identifier<Message>, account: Identifier<Account>, kind: Kind, event: String,
            channel: Channel, recipient: String, attempts: Int, trouble: Trouble, createdAt: Instant,
            endedAt: Instant, canRetry: Bool
        ) {
            self.id = id
            self.account = account
            self.kind = kind
            self.event = event
            self.channel = channel
            self.recipient = recipient
            self.attempts = attempts
            self.trouble = trouble
            self.createdAt = createdAt
            self.endedAt = endedAt
            self.canRetry = canRetry
        }

        /// The audit entry that says it; names no address.
        package func entry(
            _ action: Audit.Action, by actor: Audit.Actor, at now: Instant, source: RequestSource
        ) -> Audit.Entry {
            Audit.Entry(
                action, account: account, by: actor, subject: id.text,
                details: [
                    Audit.Detail("event", event), Audit.Detail("channel", channel.rawValue),
                    Audit.Detail("why", trouble.description),
                ], at: now, source: source)
        }
    }

    /// How the outbox is.
    package struct Status: Sendable, Equatable {
        /// How many messages of one channel are in one state.
        package struct Count: Sendable, Equatable {
            package let channel: Channel
            package let state: MessageState
            package let count: Int

            /// A count.
            package init(channel: Channel, state: MessageState, count: Int) {
                self.channel = channel
                self.state = state
                self.count = count
            }
        }

        package let counts: [Count]
        /// When the oldest message that still waits was written.
        package let oldestWaiting: Instant?
        /// What went wrong last with a message that still waits.
        package let trouble: Trouble?

        /// How the outbox was found.
        package init(counts: [Count], oldestWaiting: Instant?, trouble: Trouble?) {
            self.counts = counts
            self.oldestWaiting = oldestWaiting
            self.trouble = trouble
        }

        /// How many messages are in `state`, on all channels.
        package func count(of state: MessageState) -> Int {
            counts.filter { $0.state == state }.reduce(0) { $0 + $1.count }
        }
    }

    /// The states of a message; stored names never change their meaning.
    package enum MessageState: String, Sendable, CaseIterable {
        case waiting
        case sent
        /// Too late to be of use.
        case expired
        /// Refused for good, out of attempts, or beyond a limit.
        case dead
    }
}
